// Which columns of a table of results fit beside the names of its rows, and their texts.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/text.hpp"

namespace mdisim {

// A row of the table: of a policy, of the bound, or of one class under a policy.
struct TableRow {
    CellRow cell;
    std::shared_ptr<const std::vector<MetricInfo>> infos;  // of the cell's metrics
    bool is_bound = false;
    std::optional<size_t> of_class{};

    bool is_policy() const { return !is_bound && !of_class; }
    // The metric of this name, for the class if the row is of one; null if there is none.
    const Metric* metric(std::string name) const;
    const std::string& class_name() const { return cell.grading->class_names[*of_class]; }
};

// Rows of policies, each followed by those of its classes, and those of bounds.
std::vector<TableRow> table_rows(const std::vector<CellRow>& rows);

// A metric of the table: in time, accuracy, both together, and latency.
struct TableMetric {
    const char* metric;
    // The loss if the column's intervals are not shown, and if the column is not shown.
    int without_spread;
    int without_all;
    TableCaption caption{};
};

// The texts of a column: for every row the number, and its interval.
struct ShownColumn {
    const TableMetric* column;
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

// The columns that fit beside the names, their widths, and the note about the others.
class TableLayout {
  public:
    TableLayout(const std::vector<TableRow>& rows, size_t longest_name, size_t room);

    size_t name_width() const { return name_; }
    const std::vector<ShownColumn>& shown_columns() const { return shown_; }
    // For columns that are not shown: "accuracy % 82.60" if all rows are alike, else the names of
    // metrics, or of their intervals.
    const std::vector<std::string>& constant() const { return constant_; }
    const std::vector<std::string>& left_out() const { return left_out_; }
    bool any_spread() const {
        return std::any_of(shown_.begin(), shown_.end(),
                           [](const ShownColumn& one) { return one.spread_width > 0; });
    }
    bool any_gap() const {
        return std::any_of(shown_.begin(), shown_.end(),
                           [](const ShownColumn& one) { return contains(one.numbers, "-"); });
    }

  private:
    static constexpr size_t shortest_name = 12;

    size_t used() const {
        size_t sum = 0;
        for (const ShownColumn& one : shown_) sum += one.width();
        return sum;
    }
    bool fits(size_t name) const { return used() + name <= room_; }

    // Leaves out the intervals and columns whose loss is least, so that the others fit.
    void leave_out(size_t name);
    void tell(const std::vector<ShownColumn>& all);

    size_t room_;

    std::vector<ShownColumn> shown_;
    std::vector<std::string> constant_;
    std::vector<std::string> left_out_;
    size_t name_ = 0;
};

}  // namespace mdisim
