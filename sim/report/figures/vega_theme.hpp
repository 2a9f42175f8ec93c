// The theme of figures on a screen: fonts, axes, light and dark ground.
#pragma once

#include <string>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {

// The Vega config of all figures, with the colours of light ground.
const Node& vega_config();
// The colour on dark ground for each colour of vega_config().
Node dark_inks();
// The colour on dark ground for each series of a figure. It depends on the figure: one colour may
// be that of a line here and of an area there.
Node dark_colours(const DrawnFigure& figure);
std::string dark_colour(FigureKind kind, const Look& look);

}  // namespace mdisim
