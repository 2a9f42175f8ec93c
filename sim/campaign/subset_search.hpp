// The result of a search for sets of models (subset.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/metrics/interval.hpp"

namespace mdisim {

struct Loss {
    Interval interval;  // loss of effective accuracy; below 0 if fewer models do better
    size_t point = 0;
};
struct SetFound {
    std::vector<uint16_t> models;  // indices in the whole pool, rising
    Loss worst;
};
struct SubsetSearch {
    std::string policy;
    std::vector<std::string> other_policies;  // not chosen, if `policy` was chosen by default
    std::vector<std::string> models;          // names of all models, in the order of the pool
    double within = 0;
    bool exhaustive = false;
    uint64_t tried = 0;
    std::vector<SetFound> best;  // the best set of each size, from 1 to all models
    size_t smallest = 0;         // index of the first set in `best` whose loss is within `within`
};

}  // namespace mdisim
