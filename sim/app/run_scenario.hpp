// Runs a scenario into its results folder, for every command that needs results.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "sim/app/arguments.hpp"
#include "sim/app/deliver.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/work.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The results folder of a scenario: --out, else the folder of its name below --results (by default
// below results/).
std::string results_folder(const Scenario& scenario, const Arguments& arguments);
unsigned jobs_of(const Arguments& arguments);
Shard shard_of(const Arguments& arguments);  // --shard, such as "2/4" for the second of four
// Throws UserError if several scenarios would have one folder, or if the folders that are named
// cannot be made.
void check_folders(const Arguments& arguments, size_t scenarios);

// Computes something with the store beside the scenario's results, as sim/library/folder_run.hpp
// says. A line on stderr says that another process writes the results.
void with_store_beside(const Scenario& scenario, const Arguments& arguments,
                       const std::function<void(Store&)>& work);

// Computes something with the store of the scenario's results folder, which is made if it is
// missing, as sim/library/folder_run.hpp says.
void with_store_of(const Scenario& scenario, const Arguments& arguments,
                   const std::function<void(Store&)>& work);

// Handles signals to stop from now on. Returns whether one has come: what is being computed is then
// to be finished, and nothing else begun. A second signal ends the process at once.
const std::atomic<bool>* listen_for_signals();

// Prints on stderr how to continue what was interrupted. Returns the exit code.
int say_interrupted();

// Runs the scenario into its results folder by run_into(), and prints its progress and all that is
// wrong with the results. If interrupted, it prints how to resume. Commands that judge results wait
// while another process writes them.
RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit,
                    WhenInUse when_in_use = WhenInUse::refuse);

// The paths of all .json files below a folder, sorted.
std::vector<std::string> json_files(const std::string& folder);
// The paths of all scenario files below scenarios/, sorted.
std::vector<std::string> scenario_files();

}  // namespace mdisim
