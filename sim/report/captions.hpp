// What metrics and the points of a sweep are called in tables, on a terminal as in markdown, and in
// which scale metrics stand.
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
    int digits = 1;     // behind the point, at least
};

// The metrics in the table of a run, in its order.
const std::vector<std::string>& table_metrics();
TableCaption table_caption(const MetricInfo& metric);

// What the scenario's "labels" say of a place on an axis; empty where they say nothing.
std::string place_label(const Scenario& scenario, const Axis& axis, const Node& place);

// A point by its place on each axis: "sla_ms = 200" and "servers = two fast ones".
std::vector<std::string> places_of_point(const Scenario& scenario, const std::vector<Node>& at);
// The same as a heading in lines of at most `width` letters; a longer value is cut.
std::vector<std::string> point_heading(const Scenario& scenario, const std::vector<Node>& at,
                                       size_t width);

}  // namespace mdisim
