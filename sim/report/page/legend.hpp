// The legend of a figure on a page. A click on a name shows or hides its series.
#pragma once

#include <string>

#include "sim/report/figures/drawn_figure.hpp"

namespace mdisim {

// "" if the figure has no series to tell apart.
std::string legend_html(const DrawnFigure& figure);

}  // namespace mdisim
