// The looks and captions of policies, models and quantities in figures.
#pragma once

#include <cstdint>
#include <string>

#include "sim/metrics/distribution.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Look {
    std::string label;
    std::string colour;          // "#rrggbb"; colour-blind readers can tell them apart
    std::string line = "solid";  // solid, dashed, dashdot, long; dotted for the bound alone
    int64_t marker = 0;
    bool bound = false;    // of the best that any decisions could reach
    bool competes = true;  // not a bound, and no policy that knows the truth
};

struct Caption {
    std::string label;  // "latency (ms)"
    double scale = 1;   // from the number in metrics.csv to the one shown: 100 for per cent
    Better better = Better::neither;
};

Caption caption_of_metric(const MetricInfo& metric);
Caption caption_of_quantity(const Quantity& quantity);
Caption caption_of_axis(const std::string& path);
std::string axis_title(const Scenario& scenario, const std::string& axis);  // in figures

}  // namespace mdisim
