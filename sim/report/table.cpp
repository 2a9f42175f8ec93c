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
#include "sim/report/table_layout.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

const Metric& effective_of(const CellRow& row) {
    return row.metrics[metric_index(metric_infos(*row.grading), "effective_accuracy")];
}

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

// How many independent requests one stratified request is worth for the share in time, by the
// spread of its replications; zero if they show none. A log's replications are blocks of it.
double requests_in_one(const CellRow& row) {
    const Metric& in_time = row.metrics[metric_index(metric_infos(*row.grading), "attainment")];
    const std::vector<double>& x = in_time.replications;
    const auto [least, most] = std::minmax_element(x.begin(), x.end());
    constexpr double rounding = 1e-12;
    if (row.blocks > 0 || x.empty() || *most - *least < rounding) return 0;
    const auto n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double squares = 0;
    for (double share : x) squares += (share - mean) * (share - mean);
    return mean * (1 - mean) / static_cast<double>(row.requests) / (squares / (n - 1));
}

// The spread of few replications tells no more than one digit.
std::string rounded_to_one_digit(double x) {
    double digit = 1;
    while (x >= 10 * digit) digit *= 10;
    return fixed(std::round(x / digit) * digit, 0);
}

class Drawing {
  public:
    Drawing(const Scenario& scenario, const TableStyle& style, const std::vector<CellRow>& rows,
            size_t longest_name)
        : scenario_(scenario),
          style_(style),
          rows_(table_rows(rows)),
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
        for (const ShownColumn& one : layout_.shown_columns()) {
            text_ += right(one.column->caption.title, one.width());
        }
        text_ += '\n';
    }

    void group(size_t point) {
        std::vector<const CellRow*> rows;
        for (const TableRow& row : rows_) {
            if (row.cell.point == point && row.is_policy()) rows.push_back(&row.cell);
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
            const bool knows = row->knows_truth && rows_[r].is_policy();
            std::string name = row == best           ? "* "
                               : rows_[r].is_bound   ? "^ "
                               : knows               ? "° "
                               : level.contains(row) ? "~ "
                                                     : "  ";
            name += rows_[r].of_class ? "  " + rows_[r].class_name() : row->policy;
            knowing_ = knowing_ || knows;
            bounds_ = bounds_ || rows_[r].is_bound;
            std::string line = left(name, layout_.name_width());
            for (const ShownColumn& one : layout_.shown_columns()) line += one.text(r);
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
                "~ not significantly lower than * (paired t, Holm over all pairs of a point, 5 "
                "%)\n";
        if (layout_.any_spread()) {
            const auto of_log = [](const TableRow& row) { return row.cell.blocks > 0; };
            text_ += "± or [from, to]: 95 % interval over ";
            text_ += std::any_of(rows_.begin(), rows_.end(), of_log) ? "blocks of the log\n"
                                                                     : "replications\n";
        }
        strata();
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

    // Below a table of stratified runs: how many independent requests one of theirs is worth.
    void strata() {
        double least = INFINITY;
        double most = 0;
        for (const TableRow& row : rows_) {
            if (!row.is_policy() || !row.cell.grading->stratified) continue;
            const double worth = requests_in_one(row.cell);
            if (!(worth > 0)) continue;
            least = std::min(least, worth);
            most = std::max(most, worth);
        }
        constexpr double worth_a_line = 1.5;
        if (!(least >= worth_a_line && most > 0)) return;
        const std::string low = rounded_to_one_digit(least);
        const std::string high = rounded_to_one_digit(most);
        text_ += paragraph("stratified: ", "what is in time is known about as by " +
                                               (low == high ? low : low + " to " + high) +
                                               " times as many independent requests");
    }

    const Scenario& scenario_;
    TableStyle style_;
    std::vector<TableRow> rows_;
    TableLayout layout_;
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
    for (const std::string& name : row.grading->class_names)
        longest_name_ = std::max(longest_name_, letters(name) + 4);
    if (!points_.contains(row.point)) return;
    rows_.push_back(row);
    rows_.back().policy = policies_.of(row.policy);
}

std::string ResultTable::text() const {
    return Drawing(scenario_, style_, rows_, longest_name_).draw(points_);
}

}  // namespace mdisim
