// What a row says of a metric, as figures show it.
#pragma once

#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/figure_looks.hpp"

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

}  // namespace mdisim
