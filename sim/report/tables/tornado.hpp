// Which assumptions matter, as a table and as a tornado: bars from what a result is at the low
// value of each assumption to what it is at the high one.
#pragma once

#include <string>

#include "sim/judge/sensitivity.hpp"
#include "sim/report/tables/plain_table.hpp"

namespace mdisim {

// format: for programs the table has all numbers, for people the swings and, on a terminal, bars.
PlainTable sensitivity_table(const Sensitivity& sensitivity, const std::string& title,
                             TableFormat format);

// The tornado as an SVG. Whiskers are the intervals of both ends.
std::string tornado_svg(const Sensitivity& sensitivity, const std::string& title);

}  // namespace mdisim
