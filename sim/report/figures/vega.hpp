// Figures as Vega-Lite 6: one specification for each pair of axes, with its numbers.
#pragma once

#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// The specifications of a figure, aligned with figure.plots. Each has a parameter "hidden", a list
// of the labels of hidden series.
std::vector<Node> vega_lite(const DrawnFigure& figure);

}  // namespace mdisim
