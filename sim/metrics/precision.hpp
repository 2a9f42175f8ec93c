// How many replications an interval needs to be as narrow as somebody asked.
#pragma once

#include <cstdint>

#include "sim/metrics/interval.hpp"

namespace mdisim {

// The quantile of a chi-squared variable. Requires 0 < p < 1 and degrees >= 1.
double chi_squared_quantile(double p, double degrees);

// The number of replications, in all, that will suffice in 9 of 10 cases for half a width of
// `asked`, judged by the interval that n replications have. The variance is known only as well as n
// replications tell: what they would need if they told it exactly is multiplied by (n - 1) over the
// 10 % point of chi-squared, which is 2.2 after ten. At least n. Requires n >= 2 and asked > 0.
double replications_needed(const Interval& interval, int64_t n, double asked);

}  // namespace mdisim
