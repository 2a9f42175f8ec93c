// What a search for sets of models found (subset.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/metrics/interval.hpp"

namespace mdisim {

struct Loss {
    Interval interval;  // of effective accuracy; below 0 where fewer models do better
    size_t point = 0;
};
struct SetFound {
    std::vector<uint16_t> models;  // places in the whole pool, rising
    Loss worst;
};
struct SubsetSearch {
    std::string policy;
    std::vector<std::string> other_policies;  // where `policy` was taken by default
    std::vector<std::string> models;          // names, in the order of the pool
    double within = 0;
    bool exhaustive = false;
    uint64_t tried = 0;
    std::vector<SetFound> best;  // by size, from 1 to all
    size_t smallest = 0;         // of those, the first that is within; all of them always are
};

}  // namespace mdisim
