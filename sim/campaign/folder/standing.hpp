// How far a campaign is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Of cells, how many are not all there.
struct Count {
    size_t cells = 0;
    size_t missing = 0;
};
struct Standing {
    size_t cells = 0;
    size_t cells_done = 0;
    uint64_t cell_requests = 0;
    uint64_t cell_requests_left = 0;
    double seconds_spent = 0;            // on one core
    std::optional<double> seconds_left;  // the same, by what earlier work has cost
    // For "policy" and every axis, by label in order: how much is missing.
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, Count>>>> by;
    std::vector<std::string> quarantined;
};

// Looks at all stores of the folder, which somebody may be writing.
Standing standing_in(const std::string& folder, const Scenario& scenario);

}  // namespace mdisim
