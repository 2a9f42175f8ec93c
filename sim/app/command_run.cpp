#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/report/results.hpp"
#include "sim/report/table.hpp"

namespace mdisim {
namespace {

Path path_of(const Arguments& arguments) {
    const std::string word = arguments.last("path").value_or("auto");
    if (word == "auto") return Path::automatic;
    if (word == "events") return Path::events;
    throw UserError({{"--path " + word, "", "expected auto or events"}});
}

TableStyle terminal_style() {
    TableStyle style;
    style.colour = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    return style;
}

// The first signal asks the running cells to finish, the second stops at once.
std::atomic<bool> stop_asked{false};

void on_signal(int number) {
    stop_asked = true;
    signal(number, SIG_DFL);
}

void listen_for_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

void print_plan(const Scenario& scenario, const std::string& folder) {
    const std::string file = folder + "/store.sqlite";
    const bool there = std::filesystem::exists(file);
    Store store = there ? Store::in_file(file) : Store::in_memory();
    const Outlook outlook = outlook_of(scenario, store);
    std::cout << scenario_name(scenario.file()) << ": " << scenario.size() << " points, "
              << outlook.cells << " cells, " << outlook.cell_requests << " requests\n";
    for (const Axis& axis : scenario.axes()) {
        std::cout << "  " << axis.name() << ": " << axis.values.size() << " values\n";
    }
    std::cout << outlook.cells_done << " cells are done, " << outlook.cell_requests_left
              << " requests are left\n";
}

std::vector<CellRow> compute(const Scenario& scenario, const std::string& folder,
                             const Arguments& arguments) {
    CampaignOptions options;
    options.jobs = static_cast<unsigned>(count_of(arguments, "jobs", 1).value_or(0));
    options.path = path_of(arguments);
    // A forced path is there to compare: it takes nothing from earlier runs and leaves nothing.
    const bool kept = options.path == Path::automatic;
    Store store = kept ? Store::in_file(folder + "/store.sqlite") : Store::in_memory();
    ProgressLine line;
    options.store = &store;
    options.stop = &stop_asked;
    options.progress = [&](const Progress& p) { line.show(p); };
    listen_for_signals();
    std::vector<CellRow> rows = run_campaign(scenario, options);
    line.clear();
    return rows;
}

int run_scenario(const std::string& file, const Arguments& arguments) {
    const Scenario scenario = Scenario::load(file, overrides_of(arguments));
    if (arguments.has("print-config")) {
        std::cout << dump(scenario.written_out(), 2) << '\n';
        return exit_ok;
    }
    const std::string name = scenario_name(file);
    const std::string folder = arguments.last("out").value_or("results/" + name);
    claim_folder(folder, name);
    if (arguments.has("dry-run")) {
        print_plan(scenario, folder);
        return exit_ok;
    }
    std::vector<CellRow> rows;
    try {
        rows = compute(scenario, folder, arguments);
    } catch (const Interrupted&) {
        std::cerr
            << "\ninterrupted; what is finished is kept. The same command goes on from here:\n"
            << "  " << command_line() << '\n';
        return exit_interrupted;
    }
    write_results(folder, scenario, rows, {version_text(), compiler_text(), command_line()});
    if (arguments.has("json")) {
        std::cout << dump(summary_document(scenario, rows), 1) << '\n';
    } else {
        std::cout << result_table(scenario, rows, terminal_style()) << "fingerprint "
                  << fingerprint_of(rows).hex() << "   results in " << folder << "/\n";
    }
    return exit_ok;
}

int run(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("run needs a scenario file");
    if (arguments.words.size() > 1 && arguments.has("out")) {
        throw UserError("--out is for one scenario at a time");
    }
    int code = exit_ok;
    for (const std::string& file : arguments.words) {
        if (arguments.words.size() > 1 && !arguments.has("json")) {
            std::cout << scenario_name(file) << '\n';
        }
        code = std::max(code, run_scenario(file, arguments));
        if (code == exit_interrupted) break;
    }
    return code;
}

}  // namespace

Command run_command() {
    std::vector<OptionSpec> options = scenario_options();
    options.insert(options.end(),
                   {{"out,o", "DIR", "results folder (default: results/<scenario>)"},
                    {"jobs,j", "N", "threads (default: all cores)"},
                    {"json", "", "print summary.json instead of a table"},
                    {"dry-run", "", "say what would run"},
                    {"print-config", "", "print the scenario with everything filled in"},
                    {"path", "auto|events", "force the general event path"}});
    return {"run",
            "run SCENARIO... [options]",
            "Runs scenarios, prints a table and writes a results folder.",
            options,
            any_words,
            run};
}

}  // namespace mdisim
