#include "sim/report/markdown.hpp"

#include "sim/campaign/cells.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/looks/looks.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {
namespace {

std::string table_line(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const std::string& one : cells) line += " " + markdown_cell(one) + " |";
    return line + "\n";
}

// The text of a number with its interval. empty: the text if nothing was measured.
std::string result_line(const Scenario& scenario, const CellRow& row, const std::string& name,
                        const std::string& empty) {
    std::vector<std::string> cells;
    for (size_t a = 0; a < row.at.size(); ++a) {
        const std::string label = value_label(scenario, scenario.axes()[a], row.at[a]);
        cells.push_back(label.empty() ? label_text(row.at[a]) : label);
    }
    cells.push_back(name);
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (const std::string& metric : table_metrics()) {
        const size_t m = metric_index(infos, metric);
        const Interval& interval = row.metrics[m].interval;
        const TableCaption caption = table_caption(infos[m]);
        cells.push_back(interval_text(interval, caption.scale, caption.digits, empty));
    }
    return table_line(cells);
}

}  // namespace

std::string markdown_cell(const std::string& text) {
    std::string out;
    for (char c : text) {
        if (c == '|' || c == '\\') out += '\\';
        out += c == '<' ? "&lt;" : std::string(1, c == '\n' ? ' ' : c);
    }
    return out;
}

MarkdownTable::MarkdownTable(const Scenario& scenario, size_t points)
    : scenario_(scenario), policies_(scenario), points_(spread_over(scenario.size(), points)) {}

void MarkdownTable::add(const CellRow& row) {
    if (points_.contains(row.point)) rows_.push_back(row);
}

std::string MarkdownTable::lines() const {
    std::string lines;
    WithBounds each([&](const CellRow& row, bool is_bound) {
        const std::string knows = row.knows_truth ? " (knows the truth)" : "";
        lines += is_bound
                     ? result_line(scenario_, row, "the most that any decisions could reach", "")
                     : result_line(scenario_, row, policies_.of(row.policy) + knows, "-");
    });
    for (const CellRow& row : rows_) each.add(row);
    each.finish();
    return lines;
}

std::string MarkdownTable::text() const {
    std::vector<std::string> titles;
    for (const Axis& axis : scenario_.axes()) titles.push_back(axis_title(scenario_, axis.name()));
    titles.emplace_back("policy");
    std::string rule = "|";
    for (size_t i = 0; i < titles.size(); ++i) rule += "---|";
    for (const std::string& name : table_metrics()) {
        titles.push_back(table_caption(metric_infos()[metric_index(metric_infos(), name)]).title);
        rule += "--:|";
    }
    std::string out =
        "### " + scenario_.name() + "\n\n" + table_line(titles) + rule + "\n" + lines() + "\n";
    if (points_.size() < scenario_.size()) {
        out += std::to_string(points_.size()) + " of " + std::to_string(scenario_.size()) +
               " points; all are in metrics.csv\n\n";
    }
    return out;
}

}  // namespace mdisim
