#include "sim/report/bound_row.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

// The tighter bound of a metric comes first.
constexpr std::pair<const char*, const char*> bounded_by[] = {
    {"attainment", "bound_attainment"},
    {"effective_accuracy", "capacity_bound_accuracy"},
    {"effective_accuracy", "bound_accuracy"}};

}  // namespace

bool is_bounded(const std::string& metric) {
    return std::any_of(std::begin(bounded_by), std::end(bounded_by),
                       [&](const auto& pair) { return metric == pair.first; });
}

const char* bound_of(const std::string& metric, const std::vector<MetricInfo>& infos) {
    for (const auto& [bounded, bound] : bounded_by) {
        if (metric == bounded && metric_index(infos, bound) < infos.size()) return bound;
    }
    return nullptr;
}

CellRow bound_row(const CellRow& of_policy) {
    const std::vector<MetricInfo> infos = metric_infos(*of_policy.grading);
    CellRow row = of_policy;
    row.policy = "bound";
    row.knows_truth = true;
    for (Metric& metric : row.metrics) metric = {{nan, nan, nan}, {}};
    for (const char* metric : {"attainment", "effective_accuracy"}) {
        row.metrics[metric_index(infos, metric)] =
            of_policy.metrics[metric_index(infos, bound_of(metric, infos))];
    }
    return row;
}

void WithBounds::add(const CellRow& row) {
    if (last_ && last_->point != row.point) finish();
    visit_(row, false);
    last_ = row;
    ++policies_;
}

void WithBounds::finish() {
    if (policies_ > 1) visit_(bound_row(*last_), true);
    last_.reset();
    policies_ = 0;
}

}  // namespace mdisim
