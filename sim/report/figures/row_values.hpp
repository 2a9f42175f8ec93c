// What a row says of a metric, as figures show it.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/figures/figure_looks.hpp"
#include "sim/scenario/figure.hpp"

namespace mdisim {

// The metric of this name, aligned with the infos, or null.
template <class Infos, class Metrics>
const Interval* find_metric(const Infos& infos, const Metrics& metrics, const std::string& name) {
    for (size_t m = 0; m < infos.size(); ++m) {
        if (infos[m].name == name) return &metrics[m].interval;
    }
    return nullptr;
}

inline Interval scaled(const Interval& i, double scale) {
    return {i.mean * scale, i.low * scale, i.high * scale};
}

// A metric of a row as figures show it; not-a-number where the row does not have it.
inline Interval shown(const CellRow& row, const std::vector<MetricInfo>& infos,
                      const FigureLooks& looks, const std::string& metric) {
    const Interval* found = find_metric(infos, row.metrics, metric);
    return found == nullptr ? Interval{nan, nan, nan} : scaled(*found, looks.caption(metric).scale);
}

// The same, with the band that the figure asks for in place of the interval.
inline Interval shown_in(const Figure& figure, const CellRow& row,
                         const std::vector<MetricInfo>& infos, const FigureLooks& looks,
                         const std::string& metric) {
    const Interval y = shown(row, infos, looks, metric);
    const SpreadMetrics* spread = figure.spread_of(metric);
    if (spread == nullptr) return y;
    const double low = shown(row, infos, looks, spread->low).mean;
    if (spread->high == nullptr) return {y.mean, y.mean - low, y.mean + low};
    return {y.mean, low, shown(row, infos, looks, spread->high).mean};
}

// Whether a figure holds policies against each other in something that has a bound.
inline bool compares_policies(const Figure& figure) {
    const bool one_a_policy = figure.kind == FigureKind::lines || figure.kind == FigureKind::bars;
    return one_a_policy && figure.series == "policy" && figure.less_best_of.empty() &&
           !figure.over_time() &&
           std::any_of(figure.y.begin(), figure.y.end(),
                       [](const std::string& metric) { return is_bounded(metric); });
}

// What the caption of a y says of its band.
inline std::string suffix_of(const Figure& figure, size_t nth) {
    if (figure.spread_of(figure.y[nth]) == nullptr) return "";
    return figure.spread == Spread::sd ? " \u00b1 sd" : ", quartiles";
}

}  // namespace mdisim
