#include "sim/report/table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/campaign/cells.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/sweep.hpp"

namespace mdisim {
namespace {

struct Column {
    const char* metric;
    const char* title;
    const char* unit;
    double scale;
    int digits;
};

// What fits in 80 columns and answers the question: in time, right, both, and how fast.
constexpr Column open_columns[] = {{"attainment", "in time", "%", 100, 2},
                                   {"aggregate_accuracy", "accuracy", "%", 100, 2},
                                   {"effective_accuracy", "effective", "%", 100, 2},
                                   {"latency_ms_mean", "latency", "ms", 1, 1},
                                   {"latency_ms_p99", "p99", "ms", 1, 1}};

constexpr size_t most_columns = std::size(open_columns);
constexpr size_t shortest_name = 12;

size_t place_of(const CellRow& row, const std::string& name) {
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (size_t m = 0; m < infos.size(); ++m) {
        if (infos[m].name == name) return m;
    }
    return infos.size();
}

const Metric& effective_of(const CellRow& row) {
    return row.metrics[place_of(row, "effective_accuracy")];
}

std::string shown(const CellRow& row, const Column& column) {
    const Interval& i = row.metrics[place_of(row, column.metric)].interval;
    if (std::isnan(i.mean)) return "-";
    std::string text = fixed(i.mean * column.scale, column.digits);
    const double half = i.half_width() * column.scale;
    if (std::isfinite(half)) text += " ±" + fixed(half, column.digits);
    return text;
}

std::string label_of(const Scenario& scenario, const CellRow& row) {
    std::string text;
    for (size_t a = 0; a < row.at.size(); ++a) {
        text += (a > 0 ? ", " : "") + place_text(scenario.axes()[a], row.at[a]);
    }
    return text;
}

// The policy with the highest effective accuracy; bounds do not compete.
const CellRow* best_of(const std::vector<const CellRow*>& rows) {
    const CellRow* best = nullptr;
    double most = 0;
    for (const CellRow* row : rows) {
        const double value = effective_of(*row).interval.mean;
        if (row->knows_truth || std::isnan(value) || (best != nullptr && value <= most)) continue;
        best = row;
        most = value;
    }
    return best;
}

// Those that are not significantly below the best: on the same requests, replication by
// replication, with Holm's correction for how many are compared.
std::set<const CellRow*> level_with(const CellRow* best, const std::vector<const CellRow*>& rows) {
    constexpr double significant = 0.05;
    std::vector<const CellRow*> compared;
    std::vector<double> p;
    for (const CellRow* row : rows) {
        if (row == best || row->knows_truth) continue;
        const std::vector<double>& ours = effective_of(*row).replications;
        const std::vector<double>& most = effective_of(*best).replications;
        const double sum = std::accumulate(ours.begin(), ours.end(), 0.0);
        if (ours.size() < 2 || ours.size() != most.size() || std::isnan(sum)) continue;
        compared.push_back(row);
        p.push_back(paired_difference(most, ours).p);
    }
    const std::vector<double> corrected = holm(p);
    std::set<const CellRow*> level;
    for (size_t i = 0; i < compared.size(); ++i) {
        if (corrected[i] > significant) level.insert(compared[i]);
    }
    return level;
}

class Drawing {
  public:
    Drawing(const Scenario& scenario, const TableStyle& style)
        : scenario_(scenario), style_(style) {}

    std::string draw(const std::vector<CellRow>& rows, const std::set<size_t>& points,
                     size_t longest_name) {
        measure(rows, longest_name);
        header();
        for (size_t point : points) {
            std::vector<const CellRow*> here;
            for (const CellRow& row : rows) {
                if (row.point == point) here.push_back(&row);
            }
            group(here);
        }
        footer(points.size());
        return text_;
    }

  private:
    // Columns are as wide as what is in them; names get the rest.
    void measure(const std::vector<CellRow>& rows, size_t longest_name) {
        size_t used = 0;
        for (size_t c = 0; c < columns_; ++c) {
            width_[c] = letters(title(open_columns[c])) + 1;
            for (const CellRow& row : rows) {
                width_[c] = std::max(width_[c], letters(shown(row, open_columns[c])) + 1);
            }
            used += width_[c];
        }
        while (columns_ > 1 && used + shortest_name > style_.width) used -= width_[--columns_];
        name_ = std::min(longest_name,
                         style_.width > used + shortest_name ? style_.width - used : shortest_name);
    }

    static std::string title(const Column& c) { return std::string(c.title) + " " + c.unit; }

    void header() {
        text_ += left("", name_);
        for (size_t c = 0; c < columns_; ++c) text_ += right(title(open_columns[c]), width_[c]);
        text_ += '\n';
    }

    void group(const std::vector<const CellRow*>& rows) {
        if (rows.empty()) return;
        if (!rows.front()->at.empty()) {
            std::string label = label_of(scenario_, *rows.front());
            if (letters(label) > style_.width) label = left(std::move(label), style_.width);
            text_ += bold(label) + '\n';
        }
        const CellRow* best = best_of(rows);
        std::set<const CellRow*> level;
        if (best != nullptr) level = level_with(best, rows);
        level_ = level_ || !level.empty();
        for (const CellRow* row : rows) {
            const std::string mark = row == best           ? "* "
                                     : row->knows_truth    ? "^ "
                                     : level.contains(row) ? "~ "
                                                           : "  ";
            bounds_ = bounds_ || row->knows_truth;
            std::string line = left(mark + row->policy, name_);
            for (size_t c = 0; c < columns_; ++c)
                line += right(shown(*row, open_columns[c]), width_[c]);
            text_ += (row == best ? bold(line) : line) + '\n';
        }
    }

    void footer(size_t points) {
        text_ += "* highest effective accuracy";
        if (bounds_) text_ += "   ^ knows the truth: a bound, not a policy";
        text_ += '\n';
        if (level_) text_ += "~ not significantly below it (paired by replication, Holm, 5 %)\n";
        if (points < scenario_.size()) {
            text_ += std::to_string(points) + " of " + std::to_string(scenario_.size()) +
                     " points; all are in metrics.csv\n";
        }
    }

    std::string bold(const std::string& text) const {
        return style_.colour ? "\x1b[1m" + text + "\x1b[0m" : text;
    }

    const Scenario& scenario_;
    TableStyle style_;
    std::string text_;
    size_t name_ = 0;
    size_t width_[most_columns] = {};
    size_t columns_ = most_columns;
    bool bounds_ = false;
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
    return Drawing(scenario_, style_).draw(rows_, points_, longest_name_);
}

}  // namespace mdisim
