// What stands beside a mean to say how well it is known.
#pragma once

#include <functional>
#include <string>

#include "sim/metrics/interval.hpp"

namespace mdisim {

// "±0.2" where the interval reaches about as far to both sides, the longer of them; else its ends:
// "[97.1, 98.9]". Empty where the interval has no width or no ends. number: how one is written.
std::string spread_text(const Interval& interval, const std::function<std::string(double)>& number);

// "97.15 ±0.22" of an interval times scale, to so many digits behind the point; empty says what
// stands where nothing was measured.
std::string interval_text(const Interval& interval, double scale, int digits,
                          const std::string& empty);

}  // namespace mdisim
