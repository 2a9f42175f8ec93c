#include "sim/judge/evidence.hpp"

#include <algorithm>
#include <cmath>

namespace mdisim {
namespace {

// A tail with too few requests beyond it has replications and yet no number.
bool is_measured(const Metric& metric) {
    return !metric.replications.empty() && !std::isnan(metric.interval.mean) &&
           std::none_of(metric.replications.begin(), metric.replications.end(),
                        [](double x) { return std::isnan(x); });
}

}  // namespace

void Evidence::add(const CellRow& row) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    std::map<std::string, Metric>& cell = cells_[{row.point, row.policy}];
    for (size_t m = 0; m < infos.size(); ++m) {
        if (!wanted_.contains(infos[m].name)) continue;
        const Metric& metric = row.metrics[m];
        if (is_measured(metric)) cell[infos[m].name] = metric;
    }
}

const Metric* Evidence::find(size_t point, const std::string& policy,
                             const std::string& metric) const {
    const auto cell = cells_.find({point, policy});
    if (cell == cells_.end()) return nullptr;
    const auto found = cell->second.find(metric);
    return found == cell->second.end() ? nullptr : &found->second;
}

}  // namespace mdisim
