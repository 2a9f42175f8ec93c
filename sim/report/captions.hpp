// What metrics are called in tables, on a terminal as in markdown, and in which scale they stand.
#pragma once

#include <string>
#include <vector>

#include "sim/measure/metrics.hpp"

namespace mdisim {

struct TableCaption {
    std::string title;  // with its unit: "in time %"
    double scale = 1;   // from the number in metrics.csv to the one shown
    int digits = 1;     // behind the point, at least
};

// The metrics in the table of a run, in its order.
const std::vector<std::string>& table_metrics();
TableCaption table_caption(const MetricInfo& metric);

}  // namespace mdisim
