// figures/NAME.json: a figure as it is drawn, for scripts/figures.py and for who draws it
// otherwise.
#pragma once

#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Everything that is drawn: looks of series, captions, words and ranges of axes, marks by column,
// what stands behind them, the legend. Its numbers are those shown, in all their digits; null where
// nothing was measured and where an interval has no end.
Node figure_document(const DrawnFigure& figure);

// Writes the document of each figure below a results folder, and removes those of other figures.
void write_figures(const std::string& folder, const std::vector<DrawnFigure>& figures);

}  // namespace mdisim
