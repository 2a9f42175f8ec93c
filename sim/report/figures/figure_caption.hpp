// What a figure shows, in sentences: below it on a page, and in files beside its drawing.
#pragma once

#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// What the bands or whiskers of a figure are, of how many runs, and what is grey or dotted.
std::string note_of(const Scenario& scenario, const DrawnFigure& figure);

// Writes the caption of each figure into the folder of its drawing, as NAME.txt and, for LaTeX, as
// NAME.tex. Requires that write_figures() made the folder. made_by: "mdisim 0.1.0"; fingerprint:
// that of the results, empty if they are not complete.
void write_captions(const std::string& folder, const Scenario& scenario,
                    const std::vector<DrawnFigure>& figures, const std::string& made_by,
                    const std::string& fingerprint);

}  // namespace mdisim
