// How figures on a screen look beside what they show: fonts, axes, light and dark ground.
#pragma once

#include "sim/report/section.hpp"

namespace mdisim {

// The config that all of them are drawn with, in the colours of light ground, and the colours that
// stand for some of them on dark ground.
const Node& vega_config();
Node dark_colours(const std::vector<Section>& sections);
std::string dark_colour(FigureKind kind, const Look& look);

}  // namespace mdisim
