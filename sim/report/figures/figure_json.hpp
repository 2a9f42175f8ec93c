// figures/NAME.json: a figure as it is drawn, for scripts/figures.py and other programs.
#pragma once

#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// The document of a figure: looks of series, captions, words and ranges of axes, marks by column,
// published curves, the legend. Numbers are in the units shown, in all their digits; null if
// nothing was measured or an interval has no end.
Node figure_document(const DrawnFigure& figure);

// Writes the document of each figure below a results folder, and removes documents of other
// figures.
void write_figures(const std::string& folder, const std::vector<DrawnFigure>& figures);

}  // namespace mdisim
