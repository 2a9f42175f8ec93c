// How policies, models and quantities look and are called in figures.
#pragma once

#include <string>
#include <vector>

#include "sim/metrics/distribution.hpp"
#include "sim/metrics/series_metrics.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Look {
    std::string label;
    std::string colour;          // "#rrggbb", told apart by the colour-blind
    std::string line = "solid";  // solid, dashed, dashdot, long; dotted for bounds alone
    int64_t marker = 0;
    bool bound = false;
};
const Object& describe(Tag<Look>);

struct Caption {
    std::string label;  // "latency (ms)"
    double scale = 1;   // from the number in metrics.csv to the one shown: 100 for per cent
    Better better = Better::neither;
};
const Object& describe(Tag<Caption>);
const std::vector<std::string>& names_of(Tag<Better>);

Caption caption_of_metric(const MetricInfo& metric);
Caption caption_of_axis(const std::string& path);
std::string axis_title(const Scenario& scenario, const std::string& axis);  // as figures say it

// All that a script needs to draw a scenario's figures, beside the numbers: the figures themselves,
// looks of policies, models from the least accurate on, captions, labels of values on axes.
using Gradings = std::vector<std::shared_ptr<const Grading>>;  // of the cells
Node figures_document(const Scenario& scenario, const Gradings& gradings);

}  // namespace mdisim
