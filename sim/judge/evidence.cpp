#include "sim/judge/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/metrics/series_metrics.hpp"

namespace mdisim {
namespace {

// Whether a metric was measured in every replication. This includes quantiles with insufficient
// data, which have no value over all replications, but can be compared replication by replication.
bool is_measured(const Metric& metric) {
    return !metric.replications.empty() &&
           std::none_of(metric.replications.begin(), metric.replications.end(),
                        [](double x) { return std::isnan(x); });
}

}  // namespace

void Evidence::add(const CellRow& row) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    Known& cell = cells_[{row.point, row.policy}];
    note(infos);
    for (size_t m = 0; m < infos.size(); ++m) {
        const Asked whole{infos[m].name};
        if (asked_.contains(whole) && is_measured(row.metrics[m])) {
            cell.metrics[whole] = row.metrics[m];
        }
    }
    if (row.series.empty()) return;
    cell.windows = spans_of(row.series);
    std::map<Span, std::set<std::string>> parts;
    for (const Asked& asked : asked_) {
        if (asked.stretch == Stretch::part) parts[asked.part].insert(asked.metric);
        if (asked.stretch != Stretch::every_window) continue;
        for (const Span& window : cell.windows) parts[window].insert(asked.metric);
    }
    for (const auto& [part, metrics] : parts) add_part(row, part, metrics);
}

void Evidence::add_part(const CellRow& row, const Span& part,
                        const std::set<std::string>& metrics) {
    const std::vector<MetricInfo> infos = series_infos(*row.grading);
    const std::vector<Metric> measured = summarise(row.series, part, *row.grading);
    Known& cell = cells_[{row.point, row.policy}];
    note(infos);
    for (size_t m = 0; m < infos.size(); ++m) {
        if (!metrics.contains(infos[m].name) || !is_measured(measured[m])) continue;
        cell.metrics[{infos[m].name, Stretch::part, part}] = measured[m];
    }
}

// A metric of whole runs is noted before its like of windows, and stays.
void Evidence::note(const std::vector<MetricInfo>& infos) {
    if (infos_.size() == asked_.size()) return;
    for (const MetricInfo& info : infos) {
        const auto asks = [&](const Asked& asked) { return asked.metric == info.name; };
        if (std::any_of(asked_.begin(), asked_.end(), asks)) infos_.try_emplace(info.name, info);
    }
}

MetricInfo Evidence::info(const std::string& metric) const {
    const auto found = infos_.find(metric);
    return found == infos_.end() ? MetricInfo{metric, metric, "", ""} : found->second;
}

bool Evidence::is_share(const std::string& metric) const {
    for (const auto& [cell, known] : cells_) {
        for (const auto& [asked, measured] : known.metrics) {
            if (asked.metric != metric) continue;
            return measured.domain.least >= 0 && measured.domain.most <= 1;
        }
    }
    return false;
}

const Metric* Evidence::find(size_t point, const std::string& policy, const Asked& asked) const {
    const auto cell = cells_.find({point, policy});
    if (cell == cells_.end()) return nullptr;
    const auto found = cell->second.metrics.find(asked);
    return found == cell->second.metrics.end() ? nullptr : &found->second;
}

std::vector<Span> Evidence::windows(size_t point, const std::string& policy) const {
    const auto cell = cells_.find({point, policy});
    return cell == cells_.end() ? std::vector<Span>() : cell->second.windows;
}

}  // namespace mdisim
