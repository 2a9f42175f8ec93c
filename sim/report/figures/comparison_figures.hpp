// The figures of a comparison: each metric that moved, before and after, and its difference.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/comparison.hpp"
#include "sim/report/comparison_text.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// A figure for each metric that moved, in the order of the comparison: the metric over the axis of
// the sweep with most numbers, both before and after, and below it the difference with its
// interval. Without such an axis the points stand side by side. The other axes make panels; of many
// panels, the first in which the metric moved are drawn. scenario: that of the results after.
// `before` and `after` are the names of the two sides, `labels` those of policies.
std::vector<DrawnFigure> comparison_figures(const Scenario& scenario, const Comparison& comparison,
                                            const std::string& before, const std::string& after,
                                            const PolicyNames& labels);

}  // namespace mdisim
