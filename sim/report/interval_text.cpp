#include "sim/report/interval_text.hpp"

#include <algorithm>
#include <cmath>

#include "sim/report/text.hpp"

namespace mdisim {

std::string spread_text(const Interval& i, const std::function<std::string(double)>& number) {
    constexpr double about_as_far = 2.0 / 3;
    const double longer = i.half_width();
    const double shorter = std::min(i.high - i.mean, i.mean - i.low);
    constexpr double rounding = 1e-12;
    if (!(longer > rounding * std::abs(i.mean)) || !std::isfinite(longer)) return "";
    if (shorter >= about_as_far * longer || number(shorter) == number(longer)) {
        return "±" + number(longer);
    }
    const std::string low = number(i.low);
    const std::string high = number(i.high);
    if (low == high) return "±" + number(0);  // smaller than the digits shown
    return "[" + low + ", " + high + "]";
}

std::string interval_text(const Interval& i, double scale, int digits, const std::string& empty) {
    if (std::isnan(i.mean)) return empty;
    const std::string spread = spread_text(i, [&](double x) { return fixed(x * scale, digits); });
    return fixed(i.mean * scale, digits) + (spread.empty() ? "" : " " + spread);
}

}  // namespace mdisim
