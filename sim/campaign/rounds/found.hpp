// What rounds of replications found: how many are enough, and who may be the best.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The race between policies for the best by one metric at one point.
struct Race {
    std::string metric;
    double indifference = 0;
    std::string point;              // such as "sla_ms=250"; empty if there is one point alone
    std::vector<std::string> left;  // policies that may be the best
    // Policies that do not take part, since the metric has no value in some of their replications.
    std::vector<std::string> without{};
    bool decided = false;
    double replications_at_most = 0;  // after which it is decided for certain
};

// The interval that needs the most replications yet.
struct WidestInterval {
    std::string metric;
    std::string cell;
    double half_width = 0;
    double asked = 0;
};

struct Rounds {
    std::vector<int64_t> looked_after;  // replications, in all
    bool enough = false;
    int64_t cells = 0;
    double requests = 0;  // of all cells in all replications
    // Requests until the look that is expected to be the last; 0 if it is enough. Of an interval
    // that is as expected in 9 of 10 cases; infinite if nothing says how many.
    double more_requests = 0;
    bool at_most = false;  // whether so many are enough for certain, as races alone know it
    std::optional<WidestInterval> widest{};  // none if all intervals are narrow enough
    std::vector<Race> races{};

    int64_t replications() const { return looked_after.back(); }
};

// The scenario with as many replications as its results ask for, and how that was found.
struct Replicated {
    Scenario scenario;
    std::optional<Rounds> rounds{};
    // Requests at the start of each replication that do not count, where results say how many.
    std::optional<int64_t> warm_up{};
};

}  // namespace mdisim
