// The figure of a search: what was tried, or the front of two goals.
#pragma once

#include "sim/report/figures/drawn_figure.hpp"
#include "sim/report/found/findings.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// scenario: that whose sweep is over what varies.
DrawnFigure findings_figure(const Scenario& scenario, const Findings& found);

}  // namespace mdisim
