// A scenario run into its results folder, for every command that needs results.
#pragma once

#include <optional>

#include "sim/app/arguments.hpp"
#include "sim/campaign/campaign.hpp"

namespace mdisim {

// Where its results go: --out, or results/<scenario>.
std::string results_folder(const Scenario& scenario, const Arguments& arguments);

struct RunEnd {
    int code;                           // an exit code; what was wrong has been said
    std::optional<Digest> fingerprint;  // none when there are no results, as when interrupted
};

// Computes what is missing and writes the folder; rows are visited on their way into it.
RunEnd run_scenario(const Scenario& scenario, const Arguments& arguments, const RowVisitor& visit);

// Every scenario below scenarios/, sorted.
std::vector<std::string> scenario_files();

}  // namespace mdisim
