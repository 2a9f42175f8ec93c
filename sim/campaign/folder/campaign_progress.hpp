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

// A number of cells, and how many of them are not complete in the store.
struct Count {
    size_t cells = 0;
    size_t missing = 0;
};
struct CampaignProgress {
    size_t cells = 0;
    size_t cells_done = 0;
    uint64_t cell_requests = 0;
    uint64_t cell_requests_left = 0;
    double seconds_spent = 0;            // on one core
    std::optional<double> seconds_left;  // on one core, estimated from the cost of earlier work
    // For "policy" and for every axis: the counts of each label, in order.
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, Count>>>> by;
    std::vector<std::string> quarantined;
};

// Reads all stores of the folder. Another process may be writing them.
CampaignProgress progress_in(const std::string& folder, const Scenario& scenario);

}  // namespace mdisim
