// How figures on a screen look beside what they show: fonts, axes, light and dark ground.
#pragma once

#include <string>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {

// The config that all of them are drawn with, in the colours of light ground, and what stands for
// its colours on dark ground.
const Node& vega_config();
Node dark_inks();
// The same for the series of one figure: a colour may be that of a line here and of an area there.
Node dark_colours(const DrawnFigure& figure);
std::string dark_colour(FigureKind kind, const Look& look);

}  // namespace mdisim
