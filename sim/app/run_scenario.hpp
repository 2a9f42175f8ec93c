// A scenario run into its results folder, for every command that needs results.
#pragma once

#include <optional>

#include "sim/app/arguments.hpp"
#include "sim/campaign/campaign.hpp"

namespace mdisim {

// Where its results go: --out, or its place in --results, which is results/ by default.
std::string results_folder(const Scenario& scenario, const Arguments& arguments);
// Refuses one folder for several scenarios.
void check_folders(const Arguments& arguments, size_t scenarios);

// Computes what is missing and writes the folder; nothing when interrupted, and then it has said
// how to go on.
std::optional<std::vector<CellRow>> run_scenario(const Scenario& scenario,
                                                 const Arguments& arguments);

// Every scenario below scenarios/, sorted.
std::vector<std::string> scenario_files();

}  // namespace mdisim
