// A scenario run into its results folder, for every command that needs results.
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

// Where its results go: --out, or its place in --results, which is results/ by default.
std::string results_folder(const Scenario& scenario, const Arguments& arguments);
unsigned jobs_of(const Arguments& arguments);
Shard shard_of(const Arguments& arguments);  // "2/4": the second of four
// Refuses one folder for several scenarios.
void check_folders(const Arguments& arguments, size_t scenarios);

// The store of its results where there are some, for what is computed beside them; else memory.
// Where another process writes these results, memory that begins with what they hold, and a line on
// stderr that says so.
Store store_beside(const Scenario& scenario, const Arguments& arguments);

// What becomes of a command whose results folder another process writes: an error, or a wait until
// that process has ended, which is said on stderr. The second is for commands that judge results.
enum class WhenInUse { refuse, wait };

// Computes what is missing and writes the folder; rows are visited on their way into it. A shard
// has no rows to visit and no results. When interrupted it says how to go on.
RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit,
                    WhenInUse when_in_use = WhenInUse::refuse);

// Every .json file below a folder, sorted.
std::vector<std::string> json_files(const std::string& folder);
// Every scenario below scenarios/.
std::vector<std::string> scenario_files();

}  // namespace mdisim
