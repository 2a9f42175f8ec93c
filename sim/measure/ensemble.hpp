// The accuracy of two answers combined, by an assumed gain.
//
// Each answer is right or wrong, and the two are correlated: models fail on the same hard pictures.
// `gain` is the share of the more accurate answer's mistakes that the other one repairs, less the
// right answers that combining spoils. The other one repairs at most what it gets right itself:
//   A = a + min(gain (1 - a), b),   a the larger accuracy, b the smaller.
// With independent answers and an oracle that knows which is right, gain would be b; with answers
// that fail together, 0. A rises with each accuracy, so the most accurate pair is that of the most
// accurate answers.
#pragma once

#include <algorithm>
#include <cstddef>

#include "sim/measure/grading.hpp"

namespace mdisim {

inline double combined_accuracy(double one, double other, double gain) {
    const double more = std::max(one, other);
    return more + std::min(gain * (1 - more), std::min(one, other));
}

// The accuracy of an answer of the cloud's model and one of the phone's, combined: by the chances
// of being right together, where they are known, else by the assumed gain.
inline double combined_accuracy(const Grading& g, size_t model, size_t phone_model) {
    if (!g.pair_accuracy.empty())
        return g.pair_accuracy[model * g.phone_accuracy.size() + phone_model];
    return combined_accuracy(g.cloud_accuracy[model], g.phone_accuracy[phone_model],
                             g.ensemble_gain);
}

}  // namespace mdisim
