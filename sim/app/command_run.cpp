#include <unistd.h>

#include <cstdlib>
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

void print_plan(const Scenario& scenario) {
    size_t cells = 0;
    double requests = 0;
    for (size_t i = 0; i < scenario.size(); ++i) {
        const Point point = scenario.point(i);
        cells += point.policies.size();
        requests += static_cast<double>(point.setting.requests) *
                    static_cast<double>(point.setting.replications) *
                    static_cast<double>(point.policies.size());
    }
    std::cout << scenario_name(scenario.file()) << ": " << scenario.size() << " points, " << cells
              << " cells, " << requests << " requests\n";
    for (const Axis& axis : scenario.axes()) {
        std::cout << "  " << axis.name() << ": " << axis.values.size() << " values\n";
    }
}

int run_scenario(const std::string& file, const Arguments& arguments) {
    const Scenario scenario = Scenario::load(file, overrides_of(arguments));
    if (arguments.has("print-config")) {
        std::cout << dump(scenario.document(), 2) << '\n';
        return exit_ok;
    }
    if (arguments.has("dry-run")) {
        print_plan(scenario);
        return exit_ok;
    }
    const std::string name = scenario_name(file);
    const std::string folder = arguments.last("out").value_or("results/" + name);
    claim_folder(folder, name);

    ProgressLine line;
    CampaignOptions options;
    options.jobs = static_cast<unsigned>(count_of(arguments, "jobs", 1).value_or(0));
    options.path = path_of(arguments);
    options.progress = [&](const Progress& p) { line.show(p); };
    const std::vector<CellRow> rows = run_campaign(scenario, options);
    line.clear();

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
    return {"run", "run SCENARIO... [options]",
            "Runs scenarios, prints a table and writes a results folder.", options, run};
}

}  // namespace mdisim
