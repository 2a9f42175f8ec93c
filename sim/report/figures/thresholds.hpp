// The thresholds of a scenario in its figures.
#pragma once

#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/figures/figure_looks.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Adds what thresholds ask of a metric of one policy to the plots of that metric, if it is near
// what is drawn: a line if it is asked all along x, a mark if at one position. panels: the labels
// of the panels in results, one of "" if there are no panels.
void add_thresholds(DrawnFigure& figure, const Scenario& scenario, const FigureLooks& looks,
                    const std::vector<std::string>& panels);

}  // namespace mdisim
