// How much of a campaign is done.
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
    double seconds_spent = 0;            // what the runs took, on one core
    std::optional<double> seconds_left;  // on one core, estimated from the cost of earlier work
    // For "policy" and for every axis, by name: the count of each label, in order.
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, Count>>>> by;
    std::vector<std::string> quarantined;
};

// Reads all stores of the folder, which another process may be writing.
CampaignProgress progress_in(const std::string& folder, const Scenario& scenario);

}  // namespace mdisim
