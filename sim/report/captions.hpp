// The captions of metrics and of points in tables, on a terminal and in markdown, and the scales of
// metrics there.
#pragma once

#include <string>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {

struct TableCaption {
    std::string title;  // with its unit: "in time %"
    double scale = 1;   // from the number in metrics.csv to the one shown
    int digits = 1;     // after the decimal point, at least
};

// The metrics in the table of a run, in its order.
const std::vector<std::string>& table_metrics();
TableCaption table_caption(const MetricInfo& metric);

// The label of a value on an axis in the scenario's "labels"; empty if it has none.
std::string value_label(const Scenario& scenario, const Axis& axis, const Node& value);

// The values of a point on each axis: "sla_ms = 200" and "servers = two fast ones".
std::vector<std::string> values_of_point(const Scenario& scenario, const std::vector<Node>& at);
// values_of_point() as a heading in lines of at most `width` letters; a longer value is cut.
std::vector<std::string> point_heading(const Scenario& scenario, const std::vector<Node>& at,
                                       size_t width);

}  // namespace mdisim
