// Figures as Vega-Lite 6: one specification for each pair of axes, its numbers inside.
#pragma once

#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Aligned with figure.plots. Every specification has a parameter "hidden", a list of the labels of
// series that are not to be seen.
std::vector<Node> vega_lite(const DrawnFigure& figure);

}  // namespace mdisim
