// The distribution of a duration, as a few hundred points: enough to draw, small enough to keep.
#pragma once

#include <span>
#include <vector>

#include "sim/measure/histogram.hpp"
#include "sim/measure/tally.hpp"

namespace mdisim {

struct Quantity {
    const char* name;  // as in latency_ms
    const char* title;
    const Histogram& (*of)(const Tally& tally);
};
std::span<const Quantity> all_quantities();

// A point of a distribution: the share `level` of all values does not exceed value_ms. low and high
// are the 95 % interval of the share over replications.
struct Level {
    double level;
    double low;
    double high;
    double value_ms;
};

// The distribution of the pooled replications: steps of 1 % up to 90 %, then 24 for every power of
// ten, as long as 30 values lie beyond. Levels and values rise. Empty if nothing was measured.
std::vector<Level> levels_of(const std::vector<Tally>& replications, const Quantity& quantity);

}  // namespace mdisim
