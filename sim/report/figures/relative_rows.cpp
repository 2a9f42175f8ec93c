#include "sim/report/figures/relative_rows.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

// A row without its distributions and its windows of time.
CellRow of_metrics(const CellRow& row) {
    CellRow kept = row;
    kept.distributions.clear();
    kept.series.clear();
    return kept;
}

}  // namespace

std::vector<CellRow> RelativeRows::after(const CellRow& row) {
    if (!waiting_.empty() && waiting_.front().point != row.point) waiting_.clear();
    if (base_ && base_->point != row.point) base_.reset();
    if (!base_ && row.policy != over_) {
        waiting_.push_back(of_metrics(row));
        return {};
    }
    if (!base_) base_ = of_metrics(row);
    std::vector<CellRow> known;
    for (const CellRow& earlier : std::exchange(waiting_, {})) known.push_back(relative(earlier));
    known.push_back(relative(of_metrics(row)));
    return known;
}

// A metric without a unit is a share, which figures draw in per cent, so it is divided and no more.
CellRow RelativeRows::relative(const CellRow& row) const {
    CellRow made = row;
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (size_t m = 0; m < made.metrics.size(); ++m) {
        const double scale = infos[m].unit.empty() ? 1 : 100;
        const std::vector<double>& whole = base_->metrics[m].replications;
        std::vector<double>& values = made.metrics[m].replications;
        values.resize(std::min(values.size(), whole.size()));
        for (size_t r = 0; r < values.size(); ++r) values[r] *= scale / whole[r];
        const bool measured =
            std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
        made.metrics[m].interval = measured && !values.empty() ? student_interval(values, from_zero)
                                                               : Interval{nan, nan, nan};
    }
    return made;
}

}  // namespace mdisim
