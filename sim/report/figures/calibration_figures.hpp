// The figures of a calibration: how long answers took, and how that went over time.
#pragma once

#include <vector>

#include "sim/judge/calibration.hpp"
#include "sim/measure/tally.hpp"
#include "sim/report/figures/drawn_figure.hpp"

namespace mdisim {

// The tallies are those of which the calibration was made.
std::vector<DrawnFigure> calibration_figures(const Calibration& calibration,
                                             const std::vector<Tally>& measured,
                                             const std::vector<Tally>& simulated);

}  // namespace mdisim
