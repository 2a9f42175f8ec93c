#include "sim/engine/chain.hpp"

#include <cstdint>

#include "sim/engine/law.hpp"

namespace mdisim {

size_t Chain::next(size_t from, double uniform) const {
    double total = 0;
    for (size_t s = 0; s < size(); ++s) {
        if (s != from) total += weights_[s];
    }
    double left = uniform * total;
    size_t last = from;
    for (size_t s = 0; s < size(); ++s) {
        if (s == from) continue;
        last = s;
        if (left < weights_[s]) return s;
        left -= weights_[s];
    }
    return last;
}

double Chain::mass(size_t state) const {
    double all = 0;
    for (double w : weights_) all += w;
    return weights_[state] * (all - weights_[state]) * means_[state];
}

double Chain::total_mass() const {
    double total = 0;
    for (size_t s = 0; s < size(); ++s) total += mass(s);
    return total;
}

size_t Chain::first(double uniform) const {
    double left = uniform * total_mass();
    for (size_t s = 0; s + 1 < size(); ++s) {
        if (left < mass(s)) return s;
        left -= mass(s);
    }
    return size() - 1;
}

Duration Chain::stay(size_t state, double uniform) const {
    const double length = score_of(Score::exponential, uniform) * means_[state];
    if (length > static_cast<double>(Duration::max().ns)) return Duration::max();
    if (length >= rounding_limit) return Duration{static_cast<int64_t>(length)};
    return Duration{round_to_integer(length) + 1};
}

}  // namespace mdisim
