#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "sim/app/command.hpp"
#include "sim/app/run_scenario.hpp"
#include "sim/app/scenario_arguments.hpp"
#include "sim/report/results.hpp"
#include "sim/report/table.hpp"

namespace mdisim {
namespace {

TableStyle terminal_style() {
    TableStyle style;
    style.colour = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    return style;
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

int run_one(const std::string& file, const Arguments& arguments) {
    const Scenario scenario = Scenario::load(file, overrides_of(arguments));
    if (arguments.has("print-config")) {
        std::cout << dump(scenario.written_out(), 2) << '\n';
        return exit_ok;
    }
    const std::string folder = results_folder(scenario, arguments);
    if (arguments.has("dry-run")) {
        claim_folder(folder, scenario_name(file));
        print_plan(scenario, folder);
        return exit_ok;
    }
    const std::optional<std::vector<CellRow>> rows = run_scenario(scenario, arguments);
    if (!rows) return exit_interrupted;
    if (arguments.has("json")) {
        std::cout << dump(summary_document(scenario, *rows), 1) << '\n';
    } else {
        std::cout << result_table(scenario, *rows, terminal_style()) << "fingerprint "
                  << fingerprint_of(*rows).hex() << "   results in " << folder << "/\n";
    }
    return exit_ok;
}

int run(const Arguments& arguments) {
    if (arguments.words.empty()) throw UserError("run needs a scenario file");
    check_folders(arguments, arguments.words.size());
    int code = exit_ok;
    for (const std::string& file : arguments.words) {
        if (arguments.words.size() > 1 && !arguments.has("json")) {
            std::cout << scenario_name(file) << '\n';
        }
        code = std::max(code, run_one(file, arguments));
        if (code == exit_interrupted) break;
    }
    return code;
}

}  // namespace

Command run_command() {
    std::vector<OptionSpec> options = running_options();
    options.insert(options.end(),
                   {{"json", "", "print summary.json instead of a table"},
                    {"dry-run", "", "say what would run"},
                    {"print-config", "", "print the scenario with everything filled in"}});
    return {"run",
            "run SCENARIO... [options]",
            "Runs scenarios, prints a table and writes a results folder.",
            options,
            any_words,
            run};
}

}  // namespace mdisim
