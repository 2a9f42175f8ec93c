#include <charconv>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/deliver.hpp"
#include "sim/app/rulings_out.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/judge/comparison.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/report/rulings.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

namespace fs = std::filesystem;

std::string reference_folder(const Arguments& arguments) {
    return arguments.last("reference").value_or("results/reference");
}

std::string reference_of(const std::string& folder, const std::string& name) {
    return folder + "/" + name + ".json";
}

// A scenario to check, at the size of its reference, and the reference if there is one. A scenario
// that is not valid has problems instead.
struct Held {
    std::string file;
    std::optional<Scenario> scenario;
    std::vector<Problem> problems;
    std::optional<Ledger> reference;
    std::vector<std::pair<std::string, std::string>> sets;
};

// The names of the scenarios that have a reference in the folder, sorted.
std::set<std::string> names_in(const std::string& folder) {
    std::set<std::string> names;
    for (const std::string& file : json_files(folder)) {
        names.insert(fs::path(file).lexically_relative(folder).replace_extension().string());
    }
    return names;
}

// The files of all scenarios below a folder, without those of references.
std::vector<std::string> scenarios_in(const std::string& folder, const std::string& references) {
    const std::string apart = (fs::path(references) / "").lexically_normal().string();
    std::vector<std::string> files = json_files(folder);
    std::erase_if(files, [&](const std::string& file) {
        return fs::path(file).lexically_normal().string().starts_with(apart);
    });
    return files;
}

// The command that makes a scenario's reference, in quotes, for messages.
std::string update_of(const std::string& scenario, const Arguments& arguments) {
    std::string text = "'mdisim check --update " + scenario;
    if (const auto folder = arguments.last("reference")) {
        text += " --reference " + for_the_shell(*folder);
    }
    return text + "'";
}

// The files of the scenarios that the command line names, each by its file or by a folder around
// it. If it names none, those of all scenarios below scenarios/ that have a reference. `names` are
// the names of all references.
std::vector<std::string> files_asked(const Arguments& arguments, std::set<std::string> names) {
    std::vector<std::string> files;
    for (const std::string& word : arguments.words) {
        const std::vector<std::string> here = fs::is_directory(word)
                                                  ? scenarios_in(word, reference_folder(arguments))
                                                  : std::vector<std::string>{scenario_file(word)};
        files.insert(files.end(), here.begin(), here.end());
    }
    if (!arguments.words.empty()) return files;
    std::vector<std::string> without;
    for (const std::string& file : scenario_files()) {
        (names.erase(scenario_name(file)) > 0 ? files : without).push_back(file);
    }
    if (!without.empty()) {
        print_note("without a reference: " + counted(without.size(), "scenario") + ", such as " +
                   without.front() + "; " + update_of("SCENARIO", arguments) + " makes one");
    }
    std::vector<Problem> problems;
    for (const std::string& name : names) {
        problems.push_back({reference_of(reference_folder(arguments), name), "",
                            "is of a scenario that is not below scenarios/; remove it, or name the "
                            "scenario"});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    if (files.empty()) throw UserError("nothing has a reference in " + reference_folder(arguments));
    return files;
}

Held held_in(const std::string& file, const Arguments& arguments) {
    const std::string path = reference_of(reference_folder(arguments), scenario_name(file));
    std::optional<Ledger> reference;
    if (fs::exists(path)) reference = read_ledger(path);
    const bool update = arguments.has("update");
    if (!update && reference && reference->scenario != scenario_name(file)) {
        throw UserError(
            {{path, "",
              "is the reference of '" + reference->scenario + "', not of '" + scenario_name(file) +
                  "'; " + update_of(file, arguments) + " makes one"}});
    }
    Overrides overrides = overrides_of(arguments);
    if (!update && !overrides.sets.empty()) {
        throw UserError("--set is for --update: a reference says what it was made with");
    }
    if (overrides.sets.empty() && reference) overrides.sets = reference->sets;
    Held held{file, {}, {}, std::move(reference), overrides.sets};
    try {
        held.scenario = Scenario::load(file, overrides);
    } catch (const UserError& error) {
        if (update || !fs::exists(file)) throw;
        held.problems = distinct(error.problems());
    }
    return held;
}

// Reads all scenarios and references before any scenario runs. Problems of the command line and of
// references end the command. Problems of a scenario end it with --update only; otherwise this
// scenario fails the check, and the others are checked.
std::vector<Held> all_held(const Arguments& arguments) {
    std::vector<Held> all;
    std::vector<Problem> problems;
    std::map<std::string, std::string> files;
    for (const std::string& file : files_asked(arguments, names_in(reference_folder(arguments)))) {
        try {
            const auto [at, fresh] = files.emplace(scenario_name(file), file);
            if (!fresh) throw UserError({{file, "", "is called as " + at->second + " is"}});
            all.push_back(held_in(file, arguments));
        } catch (const UserError& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!problems.empty()) throw UserError(distinct(std::move(problems)));
    return all;
}

// The line in "FILE:LINE:COLUMN", or 0 if there is no line in it.
int line_in(const std::string& where, const std::string& file) {
    int line = 0;
    if (!where.starts_with(file + ":")) return line;
    std::from_chars(where.data() + file.size() + 1, where.data() + where.size(), line);
    return line;
}

// The failed assessment of a scenario that is not valid. Its rulings have the words and locations
// of the problems that 'mdisim validate' prints.
Assessment not_valid(const Held& held) {
    Assessment assessment{scenario_name(held.file), held.file, "not a valid scenario", {}, {}};
    for (const Problem& problem : held.problems) {
        const std::string pointer = problem.pointer.empty() ? "" : " [" + problem.pointer + "]";
        Ruling ruling{problem.where.empty() ? held.file : problem.where, problem.what + pointer};
        ruling.passed = false;
        ruling.line = line_in(problem.where, held.file);
        assessment.rulings.push_back(std::move(ruling));
    }
    return assessment;
}

Assessment without_reference(const Scenario& scenario, const Arguments& arguments) {
    Ruling ruling{"reference",
                  "there is no " + reference_of(reference_folder(arguments), scenario.name()) +
                      "; " + update_of(for_the_shell(scenario.file()), arguments) + " makes it"};
    ruling.passed = false;
    return {scenario.name(), scenario.file(), "no reference", {ruling}, {}};
}

Assessment first_time(const Scenario& scenario, const Ledger& now) {
    return {scenario.name(), scenario.file(), "new, " + counted(now.cells.size(), "cell"), {}, {}};
}

// The metrics that the new ledger digests: those that the reference digests, if it says which. With
// --update they are all metrics.
DigestedRows digested_for(const Held& held, bool update) {
    const bool known = !update && held.reference && held.reference->digested;
    return known ? *held.reference->digested : DigestedRows::all();
}

int check(const Arguments& asked) {
    Arguments arguments = asked;
    if (!asked.has("results")) arguments.options["results"] = {"results/check"};
    const Format format = format_of(arguments);
    const bool update = arguments.has("update");
    const Tolerance tolerance =
        update || arguments.has("tolerate-noise") ? Tolerance::noise : Tolerance::none;
    std::vector<Assessment> assessments;
    for (const Held& held : all_held(arguments)) {
        if (!held.scenario) {
            assessments.push_back(not_valid(held));
            continue;
        }
        const Scenario& scenario = *held.scenario;
        if (!held.reference && !update) {
            assessments.push_back(without_reference(scenario, arguments));
            continue;
        }
        std::ostringstream text;
        LedgerTable table(text, scenario, digested_for(held, update));
        const RunEnd end = run_scenario(
            scenario, arguments, [&](const CellRow& row) { table.add(row); }, WhenInUse::wait);
        if (end.code != exit_ok) return end.code;
        table.finish();
        Ledger now = ledger_in(text.str());
        assessments.push_back(held.reference
                                  ? assessment_of(compare(*held.reference, now), scenario.name(),
                                                  scenario.file(), tolerance)
                                  : first_time(scenario, now));
        assessments.back().tracked = tracked_in(now);
        if (!update) continue;
        now.sets = held.sets;
        const std::string reference = reference_of(reference_folder(arguments), scenario.name());
        std::filesystem::create_directories(std::filesystem::path(reference).parent_path());
        write_file(reference, text_of(thinned(std::move(now))));
    }
    const int code = print_rulings(assessments, format, std::cout);
    return update ? exit_ok : code;
}

}  // namespace

Command check_command() {
    return {"check",
            "check [SCENARIO|FOLDER...] [options]",
            "Runs again and compares with the reference; 3 if it differs.",
            {{"update", "", "make these results the reference; print changes"},
             {"tolerate-noise", "", "only statistically distinguishable changes fail"},
             {"set", "PATH=VALUE", "with --update: its size, as in requests=1000"},
             format_option(),
             {"reference", "DIR", "folder of references (default: results/reference)"},
             {"results", "DIR", "folder of results folders (default: results/check)"},
             {"jobs,j", "N", "threads (default: all cores)"}},
            any_words,
            check};
}

}  // namespace mdisim
