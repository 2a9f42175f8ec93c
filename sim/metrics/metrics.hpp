// Metrics: named numbers with intervals, computed from tallies. The table in metric_rows.cpp is the
// only list of them: `mdisim list metrics`, metrics.csv and summary.json all read it.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {

// The value of a metric if nothing was measured.
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

enum class MetricKind { mean, share, quantile };
enum class Better { higher, lower, neither };

struct MetricInfo {
    std::string name;
    std::string title;  // its name in figures
    std::string unit;   // "ms", "kb", "j", "requests"; empty for shares
    std::string doc;
    MetricKind kind = MetricKind::mean;
    Better better = Better::neither;
    std::string row{};  // name in the table of metrics, such as "usage.<model>"
};

// The index of the metric of this name; infos.size() if there is none.
size_t metric_index(const std::vector<MetricInfo>& infos, std::string_view name);

struct Metric {
    Interval interval;  // not-a-number if nothing was measured
    std::vector<double> replications;
    Domain domain{};
};

// The metrics that every run has, in the order in which they are printed. With a grading, those of
// its models, classes, pictures, batteries, retries and correctness follow.
const std::vector<MetricInfo>& metric_infos();
std::vector<MetricInfo> metric_infos(const Grading& grading);
// The grading of a world with these models, classes and sites that has every metric there is.
Grading graded_in_all(std::vector<std::string> models, std::vector<std::string> classes,
                      std::vector<std::string> sites);

// All metrics of one cell, from its replications in order. Aligned with metric_infos(grading).
std::vector<Metric> summarise(const std::vector<Tally>& replications, const Grading& grading);
// The same, from the blocks of a log. A metric is that of the whole log. What stands for the value
// of a replication is the pseudo-value of a block, which says how much the block adds to the whole:
// n times the metric of all n blocks, less n - 1 times the metric of the others (the jackknife).
std::vector<Metric> summarise_blocks(const std::vector<Tally>& blocks, const Grading& grading);

// Effective accuracy of the bound, and of the answers that users got.
double bound_accuracy(const Tally& tally, const Grading& grading);
double effective_accuracy(const Tally& tally, const Grading& grading);

}  // namespace mdisim
