// What a search is asked, and how it asks for replications. A search knows nothing of simulations:
// it asks a function for numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/search/space.hpp"

namespace mdisim {

// The numbers of one replication of one setting, which means over replications are taken of: first
// the goals, of which more is better, then a margin for each target, which is met if the mean is
// not negative. A number is not-a-number if nothing was measured.
using Replication = std::vector<double>;

// Replications [from, to) of a setting.
struct WantedRuns {
    size_t setting = 0;
    uint32_t from = 0;
    uint32_t to = 0;
};

// Contract: returns the replications of each of the wanted, in order. The same replication of two
// settings uses common random numbers; different replications are independent.
using Ask = std::function<std::vector<std::vector<Replication>>(const std::vector<WantedRuns>&)>;

// A number that is a mean over requests, each of which adds to it between two bounds. Where
// replications agree exactly, as all do that have seen no failure, their spread says nothing; how
// many requests they are of does.
struct MeanOfRequests {
    size_t number = 0;
    double least = 0;
    double most = 1;
};

struct Question {
    Space space;
    size_t goals = 1;  // that are measured
    size_t targets = 0;
    // The gain at each setting of a goal that is known beforehand, such as a number of replicas. It
    // is empty if goals are measured.
    std::vector<double> known_gain{};
    // The most replications of a setting that the search decides by, which are the first ones, and
    // the number of fresh ones after them, of which the answer is estimated. At least 4.
    uint32_t replications = 10;
    // A replication ends with the number of requests of each of these, in this order. All other
    // numbers are certain if replications agree on them.
    std::vector<MeanOfRequests> means{};
};

}  // namespace mdisim
