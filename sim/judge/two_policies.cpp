#include "sim/judge/two_policies.hpp"

#include "sim/describe/check.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

// A cell of a ledger that has this metric only.
LedgerCell cell_of_metric(const std::string& name, const CellRow& row, const std::string& metric) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    const size_t m = metric_index(infos, metric);
    ensure(m < infos.size(), "a metric that is compared is in every row");
    LedgerCell cell{name, "", "", {row.metrics[m].replications}};
    if (infos[m].kind == MetricKind::quantile) cell.pooled[metric] = row.metrics[m].interval.mean;
    return cell;
}

}  // namespace

Change change_of(const std::vector<RowPair>& pairs, const std::string& metric) {
    Ledger before{"", {}, {metric}, {}};
    Ledger after = before;
    for (const auto& [one, other] : pairs) {
        const std::string name = "@" + std::to_string(before.cells.size());
        before.cells.push_back(cell_of_metric(name, *one, metric));
        after.cells.push_back(cell_of_metric(name, *other, metric));
    }
    Comparison comparison = compare(before, after);
    return comparison.changes.empty() ? Change{"", metric, {}} : comparison.changes.front();
}

}  // namespace mdisim
