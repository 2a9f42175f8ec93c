// From tallies to named numbers with intervals. The table in metric_rows.cpp is the only list of
// metrics: `mdisim list metrics`, metrics.csv and summary.json all read it.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measure/interval.hpp"
#include "sim/measure/tally.hpp"

namespace mdisim {

// Where there was nothing to measure.
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// What turns counts into accuracies and names.
struct Grading {
    std::vector<std::string> cloud_names;
    std::vector<double> cloud_accuracy;
    std::vector<double> phone_accuracy;
    int64_t replicas = 0;  // of the servers; 0: unlimited
    std::vector<std::string> class_names{};
    double ensemble_gain = 0;   // of answers that are combined (ensemble.hpp)
    bool pictures = false;      // requests carry some, which are shrunk somewhere
    double battery_wh = 0;      // of the phone; 0: not said
    double idle_power_mw = 0;   // likewise
    int64_t most_attempts = 0;  // of clients that may send again; 0: they do not
};

enum class MetricKind { mean, share, quantile };
enum class Better { higher, lower, neither };

struct MetricInfo {
    std::string name;
    std::string title;  // as a figure calls it
    std::string unit;   // "ms", "kb", "j", "requests"; empty for shares
    std::string doc;
    MetricKind kind = MetricKind::mean;
    Better better = Better::neither;
};

// Which of these metrics has this name; as many as there are if none has.
size_t metric_index(const std::vector<MetricInfo>& infos, std::string_view name);

struct Metric {
    Interval interval;  // not-a-number where there was nothing to measure
    std::vector<double> replications;
    Domain domain{};  // what it can be
};

// The metrics that every run has, in the order they are printed; usage.<model> follow them, then
// those of classes, of pictures, of batteries and of retries.
const std::vector<MetricInfo>& metric_infos();
std::vector<MetricInfo> picture_infos();
std::vector<MetricInfo> battery_infos();
std::vector<MetricInfo> retry_infos();
std::vector<MetricInfo> metric_infos(const Grading& grading);
// attainment.<class> and what else is known of each class.
std::vector<MetricInfo> class_infos(const std::string& name);

// All metrics of one cell from its replications in order; aligned with metric_infos(grading).
std::vector<Metric> summarise(const std::vector<Tally>& replications, const Grading& grading);

// Effective accuracy of the bound, and of what happened.
double bound_accuracy(const Tally& tally, const Grading& grading);
double effective_accuracy(const Tally& tally, const Grading& grading);

}  // namespace mdisim
