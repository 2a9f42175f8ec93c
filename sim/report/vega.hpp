// Figures as Vega-Lite 6: one specification for each pair of axes, its numbers inside.
#pragma once

#include "sim/report/figure_data.hpp"

namespace mdisim {

// Aligned with figure.plots. Every specification has a parameter "hidden", a list of the labels of
// series that are not to be seen.
std::vector<Node> vega_lite(const DrawnFigure& figure);

// The mark of a bound: a star, from -1 to 1.
inline constexpr const char* star =
    "M0-1L.22-.31L.95-.31L.36.12L.59.81L0 .38L-.59.81L-.36.12L-.95-.31L-.22-.31Z";

}  // namespace mdisim
