// The quantiles of a law as a table over normal scores, for laws whose quantile function has no
// formula: gamma laws and mixtures.
//
// Contract. at(z) is the law's quantile at the normal score z, interpolated by cubics between knots
// at evenly spaced scores; it never falls as z rises. Requires a law that is valid and has an sd
// above 0. Making a table takes some milliseconds, looking a quantile up some nanoseconds.
// tests/engine/sampler_test.cpp bounds the error.
#pragma once

#include <algorithm>
#include <array>
#include <memory>

#include "sim/engine/law.hpp"

namespace mdisim {

class QuantileTable {
  public:
    // Knots lie from -end to end. Uniform numbers lie in [2^-53, 1 - 2^-53], so their normal scores
    // lie within +-8.21.
    static constexpr double end = 8.25;

    explicit QuantileTable(const Law& law);

    // The table of a law, made at the first call. Many worlds of a sweep have the same laws, so up
    // to 256 tables are kept; one more drops them all. May be called by several threads at once.
    static std::shared_ptr<const QuantileTable> of(const Law& law);

    // Requires a score within +-end.
    double at(double z) const {
        const double steps = (z + end) / step;
        const size_t i = std::min(static_cast<size_t>(steps), count - 2);
        const double t = steps - static_cast<double>(i);
        const Knot& left = knots_[i];
        const Knot& right = knots_[i + 1];
        const double rise = right.value - left.value;
        const double curve = left.slope + right.slope - 2 * rise;
        const double bend = 3 * rise - 2 * left.slope - right.slope;
        return left.value + t * (left.slope + t * (bend + t * curve));
    }

  private:
    struct Knot {
        double value;
        double slope;  // per step between two knots
    };
    static constexpr size_t count = 1057;
    static constexpr double step = 2 * end / static_cast<double>(count - 1);

    std::array<Knot, count> knots_;
};

}  // namespace mdisim
