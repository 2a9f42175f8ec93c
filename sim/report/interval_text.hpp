// Intervals as text, beside or with their means.
#pragma once

#include <functional>
#include <string>

#include "sim/metrics/interval.hpp"

namespace mdisim {

// An interval without its mean: "±0.2", the longer side, if both sides are about as long; else the
// ends, "[97.1, 98.9]". "" if the interval has no width or no ends. number: writes a number.
std::string spread_text(const Interval& interval, const std::function<std::string(double)>& number);

// An interval times scale with its mean, "97.15 ±0.22". digits: after the decimal point. empty: the
// text if nothing was measured.
std::string interval_text(const Interval& interval, double scale, int digits,
                          const std::string& empty);

}  // namespace mdisim
