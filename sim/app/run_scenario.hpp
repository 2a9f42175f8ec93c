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

// The results folder of a scenario: --out, else the folder of its name below --results (by default
// below results/).
std::string results_folder(const Scenario& scenario, const Arguments& arguments);
unsigned jobs_of(const Arguments& arguments);
Shard shard_of(const Arguments& arguments);  // --shard, such as "2/4" for the second of four
// Throws UserError if several scenarios would have one folder.
void check_folders(const Arguments& arguments, size_t scenarios);

// A store for computations beside a scenario's results: the store of the results if there is one,
// else a store in memory. While another process writes the results, it is a store in memory that
// reads from theirs, and a line on stderr says so.
Store store_beside(const Scenario& scenario, const Arguments& arguments);

// What a command does while another process writes its results folder: it fails, or it prints a
// line on stderr and waits until that process has ended. Commands that judge results wait.
enum class WhenInUse { refuse, wait };

// Computes the runs that are missing in the scenario's store, writes the results folder and visits
// every row. For a shard it writes no results and visits no rows. If interrupted, it prints how to
// resume.
RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit,
                    WhenInUse when_in_use = WhenInUse::refuse);

// The paths of all .json files below a folder, sorted.
std::vector<std::string> json_files(const std::string& folder);
// The paths of all scenario files below scenarios/, sorted.
std::vector<std::string> scenario_files();

}  // namespace mdisim
