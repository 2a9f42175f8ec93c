// Runs a scenario into its results folder, for every command that needs results.
#pragma once

#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/deliver.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The results folder of a scenario: --out, or a folder below --results (by default results/).
std::string results_folder(const Scenario& scenario, const Arguments& arguments);
unsigned jobs_of(const Arguments& arguments);
Shard shard_of(const Arguments& arguments);  // "2/4": the second of four
// Throws UserError if several scenarios would have one folder.
void check_folders(const Arguments& arguments, size_t scenarios);

// A store for computations beside a scenario's results: the store of the results if there is one,
// else a store in memory. If another process writes these results, a store in memory with a copy of
// them; a line on stderr says so.
Store store_beside(const Scenario& scenario, const Arguments& arguments);

// What a command does if another process writes its results folder: it fails, or it waits until
// that process has ended and prints a line on stderr. Commands that judge results wait.
enum class WhenInUse { refuse, wait };

// Computes what is missing, writes the folder and visits every row. A shard has no rows and no
// results. If interrupted, prints how to resume.
RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit,
                    WhenInUse when_in_use = WhenInUse::refuse);

// Every .json file below a folder, sorted.
std::vector<std::string> json_files(const std::string& folder);
// Every scenario below scenarios/.
std::vector<std::string> scenario_files();

}  // namespace mdisim
