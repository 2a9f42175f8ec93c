#include "sim/report/table_layout.hpp"

#include <climits>
#include <cmath>

#include "sim/measure/grading.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/text.hpp"

namespace mdisim {
namespace {

const std::vector<TableMetric>& all_table_metrics() {
    static const std::vector<TableMetric> columns = [] {
        std::vector<TableMetric> list = {{"attainment", 30, 100},
                                         {"aggregate_accuracy", 1, 5},
                                         {"effective_accuracy", 30, 100},
                                         {"latency_ms_mean", 4, 20},
                                         {"latency_ms_p99", 2, 10}};
        for (TableMetric& column : list) {
            const auto& infos = metric_infos();
            column.caption = table_caption(infos[metric_index(infos, column.metric)]);
        }
        return list;
    }();
    return columns;
}

constexpr size_t longest_kept_name = 30;  // longer names are cut to make room for columns

bool only_zeros(const std::string& text) { return text.find_first_of("123456789[") == text.npos; }

// The texts of a column. It shows no intervals if all of them are "±0.00".
ShownColumn column_of(const TableMetric& column, const std::vector<TableRow>& rows, int digits) {
    const auto number = [&](double x) { return fixed(x * column.caption.scale, digits); };
    ShownColumn all{&column};
    for (const TableRow& row : rows) {
        const Metric* metric = row.metric(column.metric);
        const Interval i = metric != nullptr ? metric->interval : Interval{nan, nan, nan};
        const std::string missing = row.is_bound || metric == nullptr ? "" : "-";
        all.numbers.push_back(std::isnan(i.mean) ? missing : number(i.mean));
        all.spreads.push_back(spread_text(i, number));
        all.number_width = std::max(all.number_width, letters(all.numbers.back()));
        if (!only_zeros(all.spreads.back())) {
            all.spread_width = std::max(all.spread_width, letters(all.spreads.back()));
        }
    }
    return all;
}

// Latencies of seconds are written in whole milliseconds.
bool is_large(const TableMetric& column, const std::vector<TableRow>& rows) {
    constexpr double large = 1000;
    return column.caption.scale == 1 &&
           std::any_of(rows.begin(), rows.end(), [&](const TableRow& row) {
               const Metric* metric = row.metric(column.metric);
               return metric != nullptr && metric->interval.mean >= large;
           });
}

}  // namespace

const Metric* TableRow::metric(std::string name) const {
    if (of_class) name += "." + class_name();
    const size_t at = metric_index(*infos, name);
    return at < cell.metrics.size() ? &cell.metrics[at] : nullptr;
}

std::vector<TableRow> table_rows(const std::vector<CellRow>& rows) {
    std::vector<TableRow> all;
    const Grading* graded = nullptr;
    std::shared_ptr<const std::vector<MetricInfo>> infos;
    WithBounds each([&](const CellRow& row, bool is_bound) {
        if (row.grading.get() != graded) {
            graded = row.grading.get();
            infos = std::make_shared<const std::vector<MetricInfo>>(metric_infos(*graded));
        }
        all.push_back({row, infos, is_bound});
        for (size_t c = 0; !is_bound && c < row.grading->class_names.size(); ++c)
            all.push_back({row, infos, false, c});
    });
    for (const CellRow& row : rows) each.add(row);
    each.finish();
    return all;
}

TableLayout::TableLayout(const std::vector<TableRow>& rows, size_t longest_name, size_t room)
    : room_(room) {
    for (const TableMetric& column : all_table_metrics()) {
        shown_.push_back(column_of(column, rows, column.caption.digits));
    }
    for (ShownColumn& one : shown_) {
        if (fits(longest_name)) break;
        if (is_large(*one.column, rows)) one = column_of(*one.column, rows, 0);
    }
    while (!fits(longest_name)) {
        const auto same = std::find_if(shown_.begin(), shown_.end(),
                                       [](const ShownColumn& one) { return one.constant(); });
        if (same == shown_.end()) break;
        constant_.push_back(same->column->caption.title + " " + same->numbers.front());
        shown_.erase(same);
    }
    const size_t name = std::min(longest_name, longest_kept_name);
    if (!fits(name)) leave_out(name);
    const size_t left = room_ > used() ? room_ - used() : 0;
    name_ = std::min(longest_name, std::max(left, shortest_name));
}

void TableLayout::leave_out(size_t name) {
    const std::vector<ShownColumn> all = shown_;
    std::vector<ShownColumn> best;
    int least = INT_MAX;
    size_t ways = 1;
    for (size_t i = 0; i < all.size(); ++i) ways *= 3;
    for (size_t way = 0; way < ways; ++way) {
        int lost = 0;
        shown_.clear();
        size_t rest = way;
        for (const ShownColumn& one : all) {
            const size_t how = rest % 3;
            rest /= 3;
            lost += how == 0 ? 0 : how == 1 ? one.column->without_spread : one.column->without_all;
            if (how < 2) shown_.push_back(one);
            if (how == 1) shown_.back().spread_width = 0;
        }
        if (lost >= least || !fits(name)) continue;
        least = lost;
        best = shown_;
    }
    shown_ = best.empty() ? all : best;
    tell(all);
}

void TableLayout::tell(const std::vector<ShownColumn>& all) {
    for (const ShownColumn& one : all) {
        const auto kept = std::find_if(shown_.begin(), shown_.end(), [&](const ShownColumn& other) {
            return other.column == one.column;
        });
        const std::string metric = one.column->metric;
        if (kept == shown_.end()) {
            left_out_.push_back(metric);
        } else if (kept->spread_width < one.spread_width) {
            left_out_.push_back("intervals of " + metric);
        }
    }
}

}  // namespace mdisim
