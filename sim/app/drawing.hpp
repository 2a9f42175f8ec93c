// Figures are drawn by scripts/figures.py, with Debian's Python and matplotlib.
#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Draws the figures of a results folder. What cannot be drawn costs a line on stderr and nothing
// else: the results are there.
void draw_figures(const Scenario& scenario, const std::string& folder);

}  // namespace mdisim
