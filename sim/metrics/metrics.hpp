// From tallies to named numbers with intervals. The table in metric_rows.cpp is the only list of
// metrics: `mdisim list metrics`, metrics.csv and summary.json all read it.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {

// Where there was nothing to measure.
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

enum class MetricKind { mean, share, quantile };
enum class Better { higher, lower, neither };

struct MetricInfo {
    std::string name;
    std::string title;  // as a figure calls it
    std::string unit;   // "ms", "kb", "j", "requests"; empty for shares
    std::string doc;
    MetricKind kind = MetricKind::mean;
    Better better = Better::neither;
    std::string row{};  // of the table of metrics: "usage.<model>" of every model's
};

// Which of these metrics has this name; as many as there are if none has.
size_t metric_index(const std::vector<MetricInfo>& infos, std::string_view name);

struct Metric {
    Interval interval;  // not-a-number where there was nothing to measure
    std::vector<double> replications;
    Domain domain{};  // what it can be
};

// The metrics that every run has, in the order they are printed; in a given world those of each
// model, of classes, pictures, batteries and retries follow them.
const std::vector<MetricInfo>& metric_infos();
std::vector<MetricInfo> metric_infos(const Grading& grading);
// A world in which all that can be measured is, of these models and classes.
Grading graded_in_all(std::vector<std::string> models, std::vector<std::string> classes);

// All metrics of one cell from its replications in order; aligned with metric_infos(grading).
std::vector<Metric> summarise(const std::vector<Tally>& replications, const Grading& grading);

// Effective accuracy of the bound, and of what happened.
double bound_accuracy(const Tally& tally, const Grading& grading);
double effective_accuracy(const Tally& tally, const Grading& grading);

}  // namespace mdisim
