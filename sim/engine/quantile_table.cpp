#include "sim/engine/quantile_table.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

// The normal score of x: the z at which a standard normal law has the probability P(X <= x).
double standing(const Law& law, double x) {
    constexpr double floor = 1e-300;
    const Chance c = chance(law, x);
    return c.below < c.above ? normal_quantile(std::max(c.below, floor))
                             : -normal_quantile(std::max(c.above, floor));
}

// The quantile at the score z. Widens a bracket upwards from `low`, then narrows it by false
// position, since scores are nearly linear in x, and by bisection at every third step and where
// false position leaves the bracket.
double invert(const Law& law, double z, double low, double width) {
    double high = low + width;
    while (standing(law, high) < z) {
        width *= 2;
        high += width;
    }
    double below = standing(law, low) - z;
    double above = standing(law, high) - z;
    if (below >= 0) return low;
    for (int i = 0; i < 300; ++i) {
        const bool halve = i % 3 == 2;
        double x = halve ? low + (high - low) / 2 : low - below * (high - low) / (above - below);
        if (x <= low || x >= high) x = low + (high - low) / 2;
        if (x <= low || x >= high) break;
        const double side = standing(law, x) - z;
        if (side == 0) return x;
        (side < 0 ? low : high) = x;
        (side < 0 ? below : above) = side;
    }
    return low + (high - low) / 2;
}

double lowest(const Law& law, double width) {
    const double least = infimum(law);
    double low = std::max(least, mean(law) - width);
    while (low > least && standing(law, low) > -QuantileTable::end)
        low = std::max(least, low - width);
    return low;
}

}  // namespace

QuantileTable::QuantileTable(const Law& law) {
    const double width = sd(law);
    std::vector<double> value(count);
    double low = lowest(law, width);
    for (size_t i = 0; i < count; ++i) {
        low = value[i] = invert(law, -end + step * static_cast<double>(i), low, width / 64);
    }
    // Fritsch and Butland's slopes, the harmonic means of the neighbouring rises, keep the
    // interpolation monotone.
    for (size_t i = 0; i < count; ++i) {
        const double left = i > 0 ? value[i] - value[i - 1] : 0;
        const double right = i + 1 < count ? value[i + 1] - value[i] : 0;
        const double slope = left > 0 && right > 0 ? 2 * left * right / (left + right) : 0;
        knots_[i] = {value[i], slope};
    }
}

std::shared_ptr<const QuantileTable> QuantileTable::of(const Law& law) {
    constexpr size_t most = 256;
    static std::mutex guard;
    static std::map<std::vector<double>, std::shared_ptr<const QuantileTable>> made;
    const std::vector<double> numbers = in_numbers(law);
    {
        const std::lock_guard lock(guard);
        const auto known = made.find(numbers);
        if (known != made.end()) return known->second;
    }
    const auto table = std::make_shared<const QuantileTable>(law);
    const std::lock_guard lock(guard);
    if (made.size() >= most) made.clear();
    made.emplace(numbers, table);
    return table;
}

}  // namespace mdisim
