// The accuracy of two answers combined.
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

namespace mdisim {

inline double combined_accuracy(double one, double other, double gain) {
    const double more = std::max(one, other);
    return more + std::min(gain * (1 - more), std::min(one, other));
}

}  // namespace mdisim
