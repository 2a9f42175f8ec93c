#include "sim/judge/evidence.hpp"

#include <cmath>

namespace mdisim {

void Evidence::add(const CellRow& row) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    std::map<std::string, Metric>& cell = cells_[{row.point, row.policy}];
    for (size_t m = 0; m < infos.size(); ++m) {
        if (!wanted_.contains(infos[m].name)) continue;
        const Metric& metric = row.metrics[m];
        const bool measured = std::none_of(metric.replications.begin(), metric.replications.end(),
                                           [](double x) { return std::isnan(x); });
        if (measured) cell[infos[m].name] = metric;
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
