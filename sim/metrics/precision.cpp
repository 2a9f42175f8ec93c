#include "sim/metrics/precision.hpp"

#include <cmath>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {

double chi_squared_quantile(double p, double degrees) {
    ensure(p > 0 && p < 1 && degrees >= 1, "no quantile");
    const auto below = [&](double x) { return gamma_sides(degrees / 2, x / 2).below; };
    double low = 0;
    double high = degrees;
    while (below(high) < p) high *= 2;
    for (;;) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) return middle;
        (below(middle) < p ? low : high) = middle;
    }
}

double replications_needed(const Interval& interval, int64_t n, double asked) {
    ensure(n >= 2 && asked > 0, "a number of replications is judged by two or more");
    constexpr double unlucky = 0.1;
    const double half = interval.half_width();
    if (half <= asked) return static_cast<double>(n);
    const auto degrees = static_cast<double>(n - 1);
    const double wider = half / asked;
    const double doubt = degrees / chi_squared_quantile(unlucky, degrees);
    return std::ceil(static_cast<double>(n) * wider * wider * doubt);
}

}  // namespace mdisim
