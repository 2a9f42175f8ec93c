#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/drawing.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/app/terminal.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/points/point_runs.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/library/finding/asked.hpp"
#include "sim/library/finding/finding.hpp"
#include "sim/report/figures/figure_json.hpp"
#include "sim/report/found/findings.hpp"
#include "sim/report/found/findings_figure.hpp"
#include "sim/report/found/findings_text.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/lookup/data_folders.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

SearchAsked asked_by(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("find needs a scenario file");
    Overrides overrides = overrides_of(arguments);
    overrides.varied = arguments.pairs("vary", "PATH=FROM:TO:STEP or PATH=A,B,C");
    return search_asked(Scenario::load(scenario_file(arguments.words.front()), overrides),
                        {arguments.all("most"), arguments.all("least"), arguments.all("so-that"),
                         arguments.last("policy")});
}

// The command that runs the best setting, or all settings of a front, with all replications that
// were looked at: the first ones alone are those that the search has seen.
std::string command_for(const SearchAsked& asked, const Findings& found,
                        const Arguments& arguments) {
    const std::vector<Axis>& axes = asked.scenario.axes();
    std::vector<size_t> settings =
        found.front ? found.front->on : std::vector<size_t>{found.answer->best};
    std::string command = "mdisim run " + for_the_shell(arguments.words.front());
    if (settings.size() > 1 && axes.size() > 1) return "";
    const std::string replications = "replications";
    for (const auto& [path, value] : asked.scenario.overrides().sets) {
        if (path != replications && !asked.scenario.grid().sweeps(path))
            command += " --set " + for_the_shell(path + "=" + value);
    }
    command += " --set " + replications + "=" + std::to_string(2 * found.replications);
    for (size_t a = 0; a < axes.size(); ++a) {
        std::string values;
        for (size_t s : settings) {
            const Node& value = asked.scenario.grid().value(a, s).values.front();
            values += (values.empty() ? "" : ",") +
                      (value.kind == Node::Kind::text ? value.text : dump(value));
        }
        const bool several = settings.size() > 1;
        command +=
            (several ? " --over " : " --set ") + for_the_shell(axes[a].name() + "=" + values);
    }
    for (const char* option : {"out", "results"}) {
        if (const auto value = arguments.last(option))
            command += std::string(" --") + option + " " + for_the_shell(*value);
    }
    return command;
}

// Writes what was found, and its figure, into a folder below that of the results.
void draw(const SearchAsked& asked, const Findings& found, const std::string& results,
          const Arguments& arguments) {
    const std::string folder = results + "/find";
    write_file(folder + "/found.json", dump(findings_document(asked.scenario, found), 1) + "\n");
    write_figures(folder, {findings_figure(asked.scenario, found)});
    Drawing drawing;
    if (!arguments.has("no-figures")) drawing.add(folder);
    drawing.finish();
}

// Nothing if a signal to stop has come.
std::optional<Findings> found_with(Store& store, const SearchAsked& asked,
                                   const Arguments& arguments) {
    ProgressLine line;
    PointRunner runs(
        asked.scenario, asked.policies(), store,
        {.jobs = jobs_of(arguments),
         .stop = listen_for_signals(),
         .progress = [&](uint64_t done, uint64_t all) {
             line.show({done, all, static_cast<double>(done), static_cast<double>(all)});
         }});
    try {
        Findings found = findings_of(asked, runs);
        line.clear();
        return found;
    } catch (const Interrupted&) {
        return std::nullopt;
    }
}

int find(const Arguments& arguments) {
    check_folders(arguments, 1);
    const SearchAsked asked = asked_by(arguments);
    print_warnings(asked.scenario);
    const std::string folder = results_folder(asked.scenario, arguments);
    std::optional<Findings> answer;
    with_store_of(asked.scenario, arguments,
                  [&](Store& store) { answer = found_with(store, asked, arguments); });
    if (!answer) return say_interrupted();
    Findings& found = *answer;
    if (found.meets()) found.command = command_for(asked, found, arguments);
    if (arguments.has("json")) {
        std::cout << dump(findings_document(asked.scenario, found), 1) << '\n';
    } else {
        std::cout << findings_text(asked.scenario, found, terminal_style().width)
                  << "figure and numbers in " << folder << "/find/\n";
    }
    std::cout.flush();
    draw(asked, found, folder, arguments);
    return found.meets() ? exit_ok : exit_check;
}

}  // namespace

Command find_command() {
    std::vector<OptionSpec> options = {
        {"vary", "PATH=RANGE", "what may be chosen: servers.replicas=1:64:1 or a,b,c; repeatable"},
        {"most", "METRIC", "the goal: as much as possible of it, or of a path that varies"},
        {"least", "METRIC", "the goal: as little; with two goals, the front of trade-offs"},
        {"so-that", "TARGET", "'METRIC >= VALUE' or <=; METRIC of POLICY on either side"},
        {"policy", "NAME", "whose metrics; needed if the scenario has several"}};
    std::vector<OptionSpec> shared = running_options();
    std::erase_if(shared, [](const OptionSpec& option) {
        return option.name == "path" || option.name == "over";
    });
    options.insert(options.end(), shared.begin(), shared.end());
    options.insert(options.end(), {{"no-figures", "", "draw no figure"},
                                   {"json", "", "print a document instead of text"}});
    return {"find",
            "find SCENARIO --vary PATH=RANGE --most|--least METRIC [--so-that TARGET]",
            "Finds the best of many settings; 3 if none meets the targets.",
            std::move(options),
            1,
            find};
}

}  // namespace mdisim
