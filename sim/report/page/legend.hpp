// The legend of a figure on a page: names that show and hide series.
#pragma once

#include <string>

#include "sim/report/figures/drawn_figure.hpp"

namespace mdisim {

// Empty where the figure has no series to tell apart.
std::string legend_html(const DrawnFigure& figure);

}  // namespace mdisim
