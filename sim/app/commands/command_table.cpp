#include <filesystem>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/app/command.hpp"
#include "sim/app/tables/table_format.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/report/tables/plain_table.hpp"
#include "sim/report/tables/result_table.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

int table(const Arguments& arguments) {
    if (arguments.words.size() != 1) throw UserError("table needs a results folder");
    const std::string& folder = arguments.words.front();
    const Scenario scenario = scenario_in(folder);
    const std::string file = store_file(folder);
    if (!std::filesystem::exists(file)) {
        throw UserError({{folder, "",
                          "has no store, from which tables are made: run the scenario again, or "
                          "merge its shards"}});
    }
    const TableFormat format = table_format_of(arguments);
    const bool for_programs = format == TableFormat::csv || format == TableFormat::json;
    TableChoice choice;
    choice.metrics = arguments.all("metric");
    choice.policies = arguments.all("policy");
    choice.shape = choice_of(arguments, "shape", TableShape::wide);
    // CSV and JSON have numbers as they are in files.
    choice.shares =
        choice_of(arguments, "shares", for_programs ? ShareUnit::share : ShareUnit::percent);
    choice.labelled = !for_programs;
    ResultTableMaker maker(scenario, choice);
    Store store = Store::to_read(file);
    const size_t missing = each_row(scenario, store, [&](const CellRow& row) { maker.add(row); });
    PlainTable made = maker.take();
    made.notes.push_back("± or [from, to]: 95 % interval over replications");
    if (choice.shape == TableShape::replications) made.notes.clear();
    if (missing > 0)
        made.notes.push_back(std::to_string(missing) +
                             " cells are not computed yet, or by another version");
    print_table(made, arguments);
    return exit_ok;
}

}  // namespace

Command table_command() {
    return {"table",
            "table RESULTS [options]",
            "Prints results as CSV, markdown, LaTeX or JSON.",
            {{"metric", "NAME", "a metric, more than once for several: 'list metrics'"},
             {"policy", "NAME", "a policy by name or title, more than once for several"},
             {"shape", "SHAPE", "wide, tidy, or replications: each of them"},
             {"shares", "UNIT", "percent or share; csv and json have shares"},
             table_format_option()},
            1,
            table};
}

}  // namespace mdisim
