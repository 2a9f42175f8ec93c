#include "sim/report/tables/result_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/figures/row_values.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

void note_unknown(const std::vector<std::string>& asked, const std::vector<std::string>& known,
                  const std::string& option, std::vector<Problem>& problems) {
    for (const std::string& name : asked) {
        if (contains(known, name)) continue;
        problems.push_back({option + " " + name, "",
                            "these results have none of that name." +
                                suggestion(name, {known.begin(), known.end()})});
    }
}

// The unit of a metric in per cent: that of a share, or of the difference of two.
std::string unit_in_percent(const MetricInfo& info) {
    if (!info.unit.empty()) return info.unit;
    return info.name.ends_with("regret") ? "points" : "%";
}

}  // namespace

const std::vector<std::string>& names_of(Tag<TableShape>) {
    static const std::vector<std::string> names = {"wide", "tidy", "replications"};
    return names;
}

const std::vector<std::string>& names_of(Tag<ShareUnit>) {
    static const std::vector<std::string> names = {"percent", "share"};
    return names;
}

ResultTableMaker::ResultTableMaker(const Scenario& scenario, TableChoice choice)
    : scenario_(scenario), choice_(std::move(choice)), labels_(scenario) {
    if (choice_.metrics.empty()) choice_.metrics = table_metrics();
    infos_.resize(choice_.metrics.size());
}

std::vector<PlainCell> ResultTableMaker::head_of(const CellRow& row) const {
    std::vector<PlainCell> cells;
    for (size_t a = 0; a < row.at.size(); ++a) {
        const std::string label =
            choice_.labelled ? value_label(scenario_, scenario_.axes()[a], row.at[a]) : "";
        PlainCell cell{label.empty() ? label_text(row.at[a]) : label};
        if (row.at[a].is_number()) cell.value.mean = row.at[a].as_number();
        cells.push_back(std::move(cell));
    }
    cells.push_back({choice_.labelled ? labels_.of(row.policy) : row.policy});
    return cells;
}

void ResultTableMaker::add(const CellRow& row) {
    if (known_.change_to(row)) {
        for (const MetricInfo& info : known_.infos()) {
            if (!contains(all_, info.name)) all_.push_back(info.name);
        }
    }
    const std::string& label = labels_.of(row.policy);
    for (const std::string& name : {row.policy, label}) {
        if (!contains(seen_, name)) seen_.push_back(name);
    }
    const bool chosen = choice_.policies.empty() || contains(choice_.policies, row.policy) ||
                        contains(choice_.policies, label);
    if (!chosen) return;
    std::vector<const Metric*> metrics;
    for (size_t i = 0; i < choice_.metrics.size(); ++i) {
        const size_t m = metric_index(known_.infos(), choice_.metrics[i]);
        const bool there = m < known_.infos().size();
        if (there) infos_[i] = known_.infos()[m];
        metrics.push_back(there ? &row.metrics[m] : nullptr);
    }
    const std::vector<PlainCell> head = head_of(row);
    if (choice_.shape == TableShape::tidy) {
        for (size_t i = 0; i < metrics.size(); ++i) {
            if (metrics[i] == nullptr) continue;
            std::vector<PlainCell> cells = head;
            const bool percent = choice_.shares == ShareUnit::percent;
            cells.push_back({choice_.metrics[i]});
            cells.push_back({percent ? unit_in_percent(infos_[i]) : infos_[i].unit});
            const double scale = percent ? table_caption(infos_[i]).scale : 1;
            cells.push_back({"", scaled(metrics[i]->interval, scale)});
            table_.rows.push_back(std::move(cells));
        }
        return;
    }
    if (choice_.shape == TableShape::wide) {
        std::vector<PlainCell> cells = head;
        for (const Metric* metric : metrics)
            cells.push_back(metric == nullptr ? PlainCell{} : PlainCell{"", metric->interval});
        table_.rows.push_back(std::move(cells));
        return;
    }
    const int64_t replications = row.blocks > 0 ? row.blocks : row.replications;
    for (int64_t r = 0; r < replications; ++r) {
        std::vector<PlainCell> cells = head;
        cells.push_back({std::to_string(r), {static_cast<double>(r), 0, 0}});
        for (const Metric* metric : metrics) {
            const bool there =
                metric != nullptr && static_cast<size_t>(r) < metric->replications.size();
            const double x = there ? metric->replications[static_cast<size_t>(r)] : nan;
            cells.push_back({"", {x, x, x}});
        }
        table_.rows.push_back(std::move(cells));
    }
}

void ResultTableMaker::check_names() const {
    std::vector<Problem> problems;
    note_unknown(choice_.metrics, all_, "--metric", problems);
    note_unknown(choice_.policies, seen_, "--policy", problems);
    if (!problems.empty()) throw UserError(std::move(problems));
}

void ResultTableMaker::scale_column(size_t column, double scale) {
    for (std::vector<PlainCell>& row : table_.rows) {
        Interval& value = row[column].value;
        value = scaled(value, scale);
    }
}

PlainTable ResultTableMaker::take() {
    check_names();
    const bool percent = choice_.shares == ShareUnit::percent;
    for (size_t a = 0; a < scenario_.axes().size(); ++a) {
        const std::string name = scenario_.axes()[a].name();
        const bool numbers =
            !choice_.labelled &&
            std::none_of(table_.rows.begin(), table_.rows.end(),
                         [&](const auto& row) { return std::isnan(row[a].value.mean); });
        table_.columns.push_back({name, choice_.labelled ? axis_title(scenario_, name) : name,
                                  numbers ? PlainKind::number : PlainKind::words});
    }
    table_.columns.push_back({"policy", "policy"});
    if (choice_.shape == TableShape::tidy) {
        table_.columns.push_back({"metric", "metric"});
        table_.columns.push_back({"unit", "unit"});
        table_.columns.push_back({"mean", "mean", PlainKind::interval, 1, 4});
        return std::move(table_);
    }
    const bool each = choice_.shape == TableShape::replications;
    if (each) table_.columns.push_back({"replication", "replication", PlainKind::number});
    for (const MetricInfo& info : infos_) {
        const TableCaption caption = table_caption(info);
        const bool share = info.unit.empty() && !percent;
        // Programs read numbers as they are written, so per cent is written as such.
        if (!choice_.labelled && percent) scale_column(table_.columns.size(), caption.scale);
        table_.columns.push_back({info.name, share ? info.title : caption.title,
                                  each ? PlainKind::number : PlainKind::interval,
                                  share ? 1 : caption.scale, share ? 4 : caption.digits});
    }
    return std::move(table_);
}

}  // namespace mdisim
