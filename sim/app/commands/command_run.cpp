#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/closer_look.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/app/drawing.hpp"
#include "sim/app/rulings_out.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/work.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/judge/evidence.hpp"
#include "sim/judge/judge.hpp"
#include "sim/report/rounds/rounds_text.hpp"
#include "sim/report/rulings.hpp"
#include "sim/report/text.hpp"
#include "sim/run/form.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

// Prints each form in which cells are computed, with the number of these cells and with what rules
// the quicker forms out.
void print_forms(const Scenario& scenario) {
    std::map<std::pair<Form, std::vector<std::string>>, size_t> cells;
    for (CellCursor at(scenario); !at.at_end(); at.next()) {
        const Cell cell = at.cell();
        const Plan plan = at.plan(Path::automatic);
        ++cells[{form_of(cell, plan), why_not_quicker(cell, plan)}];
    }
    for (const auto& [how, number] : cells) {
        const auto& [form, why] = how;
        std::string text = std::to_string(number) + (number == 1 ? " cell is" : " cells are") +
                           " computed " + name_of(form);
        for (size_t i = 0; i < why.size(); ++i) {
            text += (i == 0 ? "; not " : i + 1 == why.size() ? ", nor " : ", ") + why[i];
        }
        std::cout << folded(text, terminal_style().width, 2) << '\n';
    }
}

void print_plan(const Scenario& scenario, const std::string& folder, const Arguments& arguments) {
    const std::string file = store_file(folder, shard_of(arguments));
    const bool there = std::filesystem::exists(file);
    Store store = there ? Store::to_read(file) : Store::in_memory();
    const CrashLog crashes(crash_file(file));
    const WorkAmount amount =
        plan_work(scenario, store, Path::automatic, shard_of(arguments), &crashes).amount;
    std::cout << scenario.name() << ": " << counted(scenario.size(), "point") << ", "
              << counted(amount.cells, "cell") << ", " << counted(amount.cell_requests, "request")
              << '\n';
    for (const Axis& axis : scenario.axes()) {
        std::cout << "  " << axis.name() << ": " << counted(axis.values.size(), "value") << '\n';
    }
    std::cout << "done: " << counted(amount.cells_done, "cell")
              << "; left: " << counted(amount.cell_requests_left, "request") << '\n';
    print_forms(scenario);
    if (!amount.seconds_left) return;
    const unsigned jobs = jobs_of(arguments);
    std::cout << duration_text(*amount.seconds_left / jobs) << " on " << counted(jobs, "core")
              << ", by what earlier runs have cost\n";
}

// With --json and --format, stdout is data.
void print_rounds(const Rounds& rounds, const Arguments& arguments) {
    const bool beside = arguments.has("json") || arguments.has("format");
    (beside ? std::cerr : std::cout) << rounds_text(rounds, terminal_style().width);
}

// The thresholds of the scenario's file. There are none if the command line changed the scenario; a
// line on stderr says so.
std::vector<Check> thresholds_of(const Scenario& scenario) {
    if (scenario.thresholds().items.empty()) return {};
    if (!scenario.changed()) return read_thresholds(scenario);
    print_note(scenario.file() +
               ": the thresholds are not checked, since the command line changed the scenario");
    return {};
}

// Refuses a budget of rounds where a scenario has none.
void check_budget(const Scenario& scenario, const Arguments& arguments) {
    if (scenario.stopping().any()) return;
    for (const char* option : {"for", "requests"}) {
        if (!arguments.has(option)) continue;
        throw UserError({{std::string("--") + option, "",
                          "it ends rounds of replications, and " + scenario.file() +
                              " has none: say with --precision or --best when they are enough"}});
    }
}

int run_one(const std::string& file, const Arguments& arguments,
            std::vector<Assessment>& assessments, Drawing& drawing) {
    const Scenario scenario = Scenario::load(file, overrides_of(arguments));
    check_budget(scenario, arguments);
    // Claims are about the scenario as its file says it.
    if (!scenario.changed()) (void)read_claims(scenario);
    print_warnings(scenario);
    if (arguments.has("print-config")) {
        std::cout << dump(scenario.filled_in(), 2) << '\n';
        return exit_ok;
    }
    if (arguments.has("explain-request")) {
        explain_request(scenario, arguments);
        return exit_ok;
    }
    if (arguments.has("log")) {
        write_log(scenario, arguments);
        return exit_ok;
    }
    const std::string folder = results_folder(scenario, arguments);
    if (arguments.has("dry-run")) {
        if (!arguments.has("force")) {
            check_folder(folder, scenario.name(), origin_of(scenario));
        }
        if (scenario.stopping().any()) {
            const int64_t first = first_look(scenario);
            print_plan(with_number(scenario, "replications", first), folder, arguments);
            std::cout << "results are looked at after " << first
                      << " replications, and decide whether more follow\n";
        } else {
            print_plan(scenario, folder, arguments);
        }
        return exit_ok;
    }
    const std::vector<Check> thresholds = thresholds_of(scenario);
    Evidence evidence = evidence_for(thresholds);
    ResultPrinter printer(scenario, folder, arguments);
    const RunEnd end = run_scenario(scenario, arguments, [&](const CellRow& row) {
        printer.add(row);
        evidence.add(row);
    });
    const Shard shard = shard_of(arguments);
    if (end.fingerprint) {
        if (!is_of_rulings(arguments)) printer.print(*end.fingerprint);
        if (end.rounds && end.rounds->enough) print_rounds(*end.rounds, arguments);
        if (!thresholds.empty())
            assessments.push_back(assessment_of(scenario, thresholds, evidence));
    } else if (end.code != exit_interrupted) {
        std::cout << "shard " << shard.number << " of " << shard.of
                  << " is done: " << store_file(folder, shard)
                  << "\nwhen all shards are done, 'mdisim merge " << folder << " --out " << folder
                  << "' merges them\n";
    }
    std::cout.flush();
    if (end.fingerprint && !arguments.has("no-figures")) drawing.add(scenario, folder);
    if (end.fingerprint && arguments.has("trace")) write_trace(scenario, arguments);
    return end.code;
}

// Refuses numbers of options before anything is made.
void check_counts(const Arguments& arguments) {
    (void)jobs_of(arguments);
    (void)shard_of(arguments);
    (void)count_of(arguments, "trace-requests", 1);
    (void)count_of(arguments, "explain-request", 0);
    if (arguments.has("trace-requests") && !arguments.has("trace")) {
        throw UserError("--trace-requests is of a timeline: --trace FILE says where to write it");
    }
}

int run(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("run needs a scenario file");
    std::vector<std::string> files;
    for (const std::string& word : arguments.words) files.push_back(scenario_file(word));
    check_folders(arguments, files.size());
    if (arguments.has("trace") && files.size() > 1) {
        throw UserError("--trace is for one scenario at a time");
    }
    if (arguments.has("log") && files.size() > 1) {
        throw UserError("--log is for one scenario at a time");
    }
    for (const char* file : {"trace", "log"}) {
        if (arguments.has(file)) check_target(*arguments.last(file));
    }
    check_counts(arguments);
    const Format format = format_of(arguments);
    const bool only_rulings = is_of_rulings(arguments);
    std::vector<Assessment> assessments;
    Drawing drawing;
    int code = exit_ok;
    for (const std::string& file : files) {
        if (files.size() > 1 && !arguments.has("json") && format == Format::table) {
            std::cout << scenario_name(file) << '\n';
        }
        try {
            code = std::max(code, run_one(file, arguments, assessments, drawing));
        } catch (...) {
            drawing.finish();  // the figures of the scenarios that were run
            throw;
        }
        if (code == exit_interrupted) return code;
    }
    drawing.finish();
    if (assessments.empty() && !only_rulings) return code;
    // With --json, stdout is one document, so rulings are printed on stderr.
    const bool beside = arguments.has("json") && format == Format::table;
    return std::max(code, print_rulings(assessments, format, beside ? std::cerr : std::cout));
}

}  // namespace

Command run_command() {
    std::vector<OptionSpec> options = running_options();
    const std::vector<OptionSpec> precise = precision_options();
    options.insert(options.end(), precise.begin(), precise.end());
    options.insert(options.end(),
                   {{"shard", "I/N", "compute the I-th of N shares, for merge"},
                    {"force", "", "replace what others have in the results folder"},
                    {"no-figures", "", "draw no figures"},
                    {"json", "", "print summary.json instead of a table"},
                    {"format", "FORMAT", "markdown, or only thresholds: json, junit: 'help ci'"},
                    {"dry-run", "", "print how much would be computed, how, and in what time"},
                    {"print-config", "", "print the scenario with all defaults"}});
    const std::vector<OptionSpec> closer = closer_look_options();
    options.insert(options.end(), closer.begin(), closer.end());
    return {"run",
            "run SCENARIO... [options]",
            "Runs scenarios, prints a table, writes results and draws figures.",
            options,
            any_words,
            run};
}

}  // namespace mdisim
