// Which levels of a distribution a figure draws.
#pragma once

#include <vector>

#include "sim/metrics/distribution.hpp"

namespace mdisim {

// Removes points between the two ends of a run of equal values. Of zeros only the last point stays,
// since no duration is below zero.
inline std::vector<Level> ends_of_steps(const std::vector<Level>& levels) {
    std::vector<Level> kept;
    if (levels.empty() || levels.back().value_ms == 0) return kept;
    const auto value = [&](size_t i) { return levels[i].value_ms; };
    for (size_t i = 0; i < levels.size(); ++i) {
        const bool first = i == 0;
        const bool last = i + 1 == levels.size();
        const bool inside = !first && !last && value(i) == value(i - 1) && value(i) == value(i + 1);
        const bool zero_again = !last && value(i) == 0 && value(i + 1) == 0;
        if (!inside && !zero_again) kept.push_back(levels[i]);
    }
    return kept;
}

}  // namespace mdisim
