// The deadline in figures of latencies.
#pragma once

#include <string>
#include <vector>

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Adds the deadline to each plot of a latency that has one, and to distributions of latencies, if
// it is near what is drawn and the scenario asks what comes in time. Where the deadline differs
// within a plot, and is not on its x axis, there is none. panels: the labels of the panels in
// results, one of "" if there are no panels.
void add_deadlines(DrawnFigure& figure, const Scenario& scenario,
                   const std::vector<std::string>& panels);

}  // namespace mdisim
