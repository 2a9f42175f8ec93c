#include "sim/report/bound_row.hpp"

#include <utility>
#include <vector>

#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

constexpr std::pair<const char*, const char*> bounded_by[] = {
    {"attainment", "bound_attainment"}, {"effective_accuracy", "bound_accuracy"}};

}  // namespace

const char* bound_of(const std::string& metric) {
    for (const auto& [bounded, bound] : bounded_by) {
        if (metric == bounded) return bound;
    }
    return nullptr;
}

CellRow bound_row(const CellRow& of_policy) {
    const std::vector<MetricInfo> infos = metric_infos(*of_policy.grading);
    CellRow row = of_policy;
    row.policy = "bound";
    row.knows_truth = true;
    for (Metric& metric : row.metrics) metric = {{nan, nan, nan}, {}};
    for (const auto& [metric, bound] : bounded_by) {
        row.metrics[metric_index(infos, metric)] = of_policy.metrics[metric_index(infos, bound)];
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
