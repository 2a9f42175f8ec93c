#include "sim/report/figures/leads.hpp"

#include <string>

#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

void Leads::add(const CellRow& row) {
    if (figure_.less_best_of.empty()) return data_.add(row);
    if (!held_.empty() && held_.front().point != row.point) finish();
    held_.push_back(row);
}

void Leads::finish() {
    for (const std::string& name : figure_.y) {
        if (held_.empty()) break;
        const std::vector<MetricInfo> infos = metric_infos(*held_.front().grading);
        const size_t metric = metric_index(infos, name);
        const std::vector<double> rival = best(metric, infos[metric].better);
        for (CellRow& row : held_) {
            Metric& drawn = row.metrics[metric];
            const bool known = rival.size() == drawn.replications.size();
            drawn.interval = known ? paired_difference(drawn.replications, rival).interval
                                   : Interval{nan, nan, nan};
        }
    }
    for (const CellRow& row : held_) data_.add(row);
    held_.clear();
}

bool Leads::is_rival(const CellRow& row) const {
    return contains(figure_.less_best_of, row.policy);
}

std::vector<double> Leads::best(size_t metric, Better better) const {
    const Metric* best = nullptr;
    for (const CellRow& row : held_) {
        if (!is_rival(row)) continue;
        const Metric& its = row.metrics[metric];
        const bool first = best == nullptr;
        const bool lower = !first && its.interval.mean < best->interval.mean;
        const bool higher = !first && its.interval.mean > best->interval.mean;
        if (first || (better == Better::lower ? lower : higher)) best = &its;
    }
    return best == nullptr ? std::vector<double>{} : best->replications;
}

}  // namespace mdisim
