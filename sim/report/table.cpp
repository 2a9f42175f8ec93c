#include "sim/report/table.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "sim/campaign/cells.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

// The metrics of the table: in time, accuracy, both together, and latency.
struct Column {
    const char* metric;
    // The loss if the column's intervals are not shown, and if the column is not shown.
    int without_spread;
    int without_all;
    TableCaption caption{};
};

const std::vector<Column>& all_columns_of_tables() {
    static const std::vector<Column> columns = [] {
        std::vector<Column> list = {{"attainment", 30, 100},
                                    {"aggregate_accuracy", 1, 5},
                                    {"effective_accuracy", 30, 100},
                                    {"latency_ms_mean", 4, 20},
                                    {"latency_ms_p99", 2, 10}};
        for (Column& column : list) {
            const auto& infos = metric_infos();
            column.caption = table_caption(infos[metric_index(infos, column.metric)]);
        }
        return list;
    }();
    return columns;
}

constexpr size_t longest_kept_name = 30;  // longer names are cut to make room for columns

const Metric& metric_of(const CellRow& row, const std::string& name) {
    return row.metrics[metric_index(metric_infos(*row.grading), name)];
}

const Metric& effective_of(const CellRow& row) { return metric_of(row, "effective_accuracy"); }

struct TableRow {
    CellRow cell;
    bool is_bound = false;  // the row of the bound, not of a policy
};

std::vector<TableRow> with_bounds(const std::vector<CellRow>& rows) {
    std::vector<TableRow> all;
    WithBounds each([&](const CellRow& row, bool is_bound) { all.push_back({row, is_bound}); });
    for (const CellRow& row : rows) each.add(row);
    each.finish();
    return all;
}

// The texts of a column: for every row the number, and its interval.
struct Shown {
    const Column* column;
    std::vector<std::string> numbers{};
    std::vector<std::string> spreads{};
    size_t number_width = 0;
    size_t spread_width = 0;  // 0: no interval is worth showing

    size_t width() const {
        const size_t inside = number_width + (spread_width > 0 ? 1 + spread_width : 0);
        return 1 + std::max(inside, letters(column->caption.title));
    }
    bool constant() const {
        return numbers.size() > 1 && spread_width == 0 && numbers.front() != "-" &&
               std::all_of(numbers.begin(), numbers.end(),
                           [&](const std::string& n) { return n.empty() || n == numbers.front(); });
    }
    std::string text(size_t row) const {
        std::string inside = right(numbers[row], number_width);
        if (spread_width > 0) inside += " " + left(spreads[row], spread_width);
        return right(inside, width());
    }
};

bool only_zeros(const std::string& text) { return text.find_first_of("123456789[") == text.npos; }

// The texts of a column. It shows no intervals if all of them are "±0.00".
Shown column_of(const Column& column, const std::vector<TableRow>& rows, int digits) {
    const auto number = [&](double x) { return fixed(x * column.caption.scale, digits); };
    Shown all{&column};
    for (const TableRow& row : rows) {
        const Interval& i = metric_of(row.cell, column.metric).interval;
        const std::string missing = row.is_bound ? "" : "-";
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
bool is_large(const Column& column, const std::vector<TableRow>& rows) {
    constexpr double large = 1000;
    return column.caption.scale == 1 &&
           std::any_of(rows.begin(), rows.end(), [&](const TableRow& row) {
               return metric_of(row.cell, column.metric).interval.mean >= large;
           });
}

// The columns that fit beside the names, their widths, and the note about the others.
class Layout {
  public:
    Layout(const std::vector<TableRow>& rows, size_t longest_name, size_t room) : room_(room) {
        for (const Column& column : all_columns_of_tables()) {
            shown_.push_back(column_of(column, rows, column.caption.digits));
        }
        for (Shown& one : shown_) {
            if (fits(longest_name)) break;
            if (is_large(*one.column, rows)) one = column_of(*one.column, rows, 0);
        }
        while (!fits(longest_name)) {
            const auto same = std::find_if(shown_.begin(), shown_.end(),
                                           [](const Shown& one) { return one.constant(); });
            if (same == shown_.end()) break;
            constant_.push_back(same->column->caption.title + " " + same->numbers.front());
            shown_.erase(same);
        }
        const size_t name = std::min(longest_name, longest_kept_name);
        if (!fits(name)) leave_out(name);
        const size_t left = room_ > used() ? room_ - used() : 0;
        name_ = std::min(longest_name, std::max(left, shortest_name));
    }

    size_t name_width() const { return name_; }
    const std::vector<Shown>& shown_columns() const { return shown_; }
    // For columns that are not shown: "accuracy % 82.60" if all rows are alike, else the names of
    // metrics, or of their intervals.
    const std::vector<std::string>& constant() const { return constant_; }
    const std::vector<std::string>& left_out() const { return left_out_; }
    bool any_spread() const {
        return std::any_of(shown_.begin(), shown_.end(),
                           [](const Shown& one) { return one.spread_width > 0; });
    }
    bool any_gap() const {
        return std::any_of(shown_.begin(), shown_.end(),
                           [](const Shown& one) { return contains(one.numbers, "-"); });
    }

  private:
    static constexpr size_t shortest_name = 12;

    size_t used() const {
        size_t sum = 0;
        for (const Shown& one : shown_) sum += one.width();
        return sum;
    }
    bool fits(size_t name) const { return used() + name <= room_; }

    // Of all ways to leave intervals or columns out, takes the one that fits with the least loss.
    void leave_out(size_t name) {
        const std::vector<Shown> all = shown_;
        std::vector<Shown> best;
        int least = INT_MAX;
        size_t ways = 1;
        for (size_t i = 0; i < all.size(); ++i) ways *= 3;
        for (size_t way = 0; way < ways; ++way) {
            int lost = 0;
            shown_.clear();
            size_t rest = way;
            for (const Shown& one : all) {
                const size_t how = rest % 3;
                rest /= 3;
                lost += how == 0   ? 0
                        : how == 1 ? one.column->without_spread
                                   : one.column->without_all;
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

    void tell(const std::vector<Shown>& all) {
        for (const Shown& one : all) {
            const auto kept = std::find_if(shown_.begin(), shown_.end(), [&](const Shown& other) {
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

    size_t room_;

    std::vector<Shown> shown_;
    std::vector<std::string> constant_;
    std::vector<std::string> left_out_;
    size_t name_ = 0;
};

// The policy with the highest effective accuracy among those that do not see the truth. None if
// there is only one, or if no answer was right.
const CellRow* best_of(const std::vector<const CellRow*>& rows) {
    const CellRow* best = nullptr;
    double most = 0;
    size_t competing = 0;
    for (const CellRow* row : rows) {
        const double value = effective_of(*row).interval.mean;
        if (row->knows_truth || std::isnan(value)) continue;
        ++competing;
        if (value <= most) continue;
        best = row;
        most = value;
    }
    return competing > 1 ? best : nullptr;
}

// The policies that are not significantly below the best, on the same requests, replication by
// replication. The best is that of this sample, so any two policies may be the pair that is
// compared, and Holm's correction is for all pairs.
std::set<const CellRow*> level_with(const CellRow* best, const std::vector<const CellRow*>& rows) {
    constexpr double significant = 0.05;
    std::vector<std::pair<const CellRow*, std::span<const double>>> compared;
    for (const CellRow* row : rows) {
        const std::vector<double>& x = effective_of(*row).replications;
        const double sum = std::accumulate(x.begin(), x.end(), 0.0);
        if (!row->knows_truth && x.size() > 1 && !std::isnan(sum)) compared.emplace_back(row, x);
    }
    std::vector<double> p;
    std::vector<const CellRow*> others;  // the other of each pair with the best; else null
    for (size_t i = 0; i < compared.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            const auto& [a, of_a] = compared[i];
            const auto& [b, of_b] = compared[j];
            if (of_a.size() != of_b.size()) continue;
            p.push_back(paired_difference(of_a, of_b).p);
            others.push_back(a == best ? b : b == best ? a : nullptr);
        }
    }
    const std::vector<double> corrected = holm(p);
    std::set<const CellRow*> level;
    for (size_t k = 0; k < others.size(); ++k) {
        if (others[k] != nullptr && corrected[k] > significant) level.insert(others[k]);
    }
    return level;
}

class Drawing {
  public:
    Drawing(const Scenario& scenario, const TableStyle& style, const std::vector<CellRow>& rows,
            size_t longest_name)
        : scenario_(scenario),
          style_(style),
          rows_(with_bounds(rows)),
          layout_(rows_, longest_name, style.width) {}

    std::string draw(const std::set<size_t>& points) {
        header();
        for (size_t point : points) group(point);
        footer(points.size());
        return text_;
    }

  private:
    void header() {
        text_ += left("", layout_.name_width());
        for (const Shown& one : layout_.shown_columns()) {
            text_ += right(one.column->caption.title, one.width());
        }
        text_ += '\n';
    }

    void group(size_t point) {
        std::vector<const CellRow*> rows;
        for (const TableRow& row : rows_) {
            if (row.cell.point == point && !row.is_bound) rows.push_back(&row.cell);
        }
        if (rows.empty()) return;
        for (const std::string& line : point_heading(scenario_, rows.front()->at, style_.width)) {
            text_ += style_.bold(line) + '\n';
        }
        const CellRow* best = best_of(rows);
        std::set<const CellRow*> level;
        if (best != nullptr) level = level_with(best, rows);
        any_best_ = any_best_ || best != nullptr;
        level_ = level_ || !level.empty();
        for (size_t r = 0; r < rows_.size(); ++r) {
            const CellRow* row = &rows_[r].cell;
            if (row->point != point) continue;
            const bool knows = row->knows_truth && !rows_[r].is_bound;
            const std::string mark = row == best           ? "* "
                                     : rows_[r].is_bound   ? "^ "
                                     : knows               ? "° "
                                     : level.contains(row) ? "~ "
                                                           : "  ";
            knowing_ = knowing_ || knows;
            bounds_ = bounds_ || rows_[r].is_bound;
            std::string line = left(mark + row->policy, layout_.name_width());
            for (const Shown& one : layout_.shown_columns()) line += one.text(r);
            line.erase(line.find_last_not_of(' ') + 1);
            text_ += (row == best ? style_.bold(line) : line) + '\n';
        }
    }

    void footer(size_t points) {
        if (any_best_) text_ += "* highest effective accuracy";
        if (any_best_ && bounds_) text_ += "   ";
        if (bounds_) text_ += "^ the most that any decisions could reach";
        if (any_best_ || bounds_) text_ += '\n';
        if (knowing_) text_ += "° knows how long everything will take, as no real policy can\n";
        if (level_)
            text_ +=
                "~ not significantly lower than * (paired t-tests, Holm over all pairs, 5 %)\n";
        if (layout_.any_spread()) {
            const auto of_log = [](const TableRow& row) { return row.cell.blocks > 0; };
            text_ += "± or [from, to]: 95 % interval over ";
            text_ += std::any_of(rows_.begin(), rows_.end(), of_log) ? "blocks of the log\n"
                                                                     : "replications\n";
        }
        if (layout_.any_gap()) text_ += "- insufficient data\n";
        if (!layout_.constant().empty()) {
            text_ += paragraph("the same in every row: ", joined(layout_.constant()));
        }
        if (!layout_.left_out().empty()) {
            text_ +=
                paragraph("too wide for this table, see metrics.csv: ", joined(layout_.left_out()));
        }
        if (points < scenario_.size()) {
            text_ += std::to_string(points) + " of " + std::to_string(scenario_.size()) +
                     " points; all are in metrics.csv\n";
        }
    }

    const Scenario& scenario_;
    TableStyle style_;
    std::vector<TableRow> rows_;
    Layout layout_;
    std::string text_;
    bool any_best_ = false;
    bool bounds_ = false;
    bool knowing_ = false;
    bool level_ = false;
};

}  // namespace

ResultTable::ResultTable(const Scenario& scenario, const TableStyle& style)
    : scenario_(scenario),
      style_(style),
      policies_(scenario),
      points_(spread_over(scenario.size(), style.points)) {}

void ResultTable::add(const CellRow& row) {
    longest_name_ = std::max(longest_name_, letters(policies_.of(row.policy)) + 2);
    if (!points_.contains(row.point)) return;
    rows_.push_back(row);
    rows_.back().policy = policies_.of(row.policy);
}

std::string ResultTable::text() const {
    return Drawing(scenario_, style_, rows_, longest_name_).draw(points_);
}

}  // namespace mdisim
