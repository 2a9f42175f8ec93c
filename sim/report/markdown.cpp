#include "sim/report/markdown.hpp"

#include <algorithm>

#include "sim/campaign/cells.hpp"
#include "sim/report/bound_row.hpp"
#include "sim/report/captions.hpp"
#include "sim/report/interval_text.hpp"

namespace mdisim {
namespace {

std::string table_line(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const std::string& one : cells) line += " " + markdown_cell(one) + " |";
    return line + "\n";
}

const MetricInfo& info_called(const std::string& name) {
    const std::vector<MetricInfo>& infos = metric_infos();
    return *std::find_if(infos.begin(), infos.end(),
                         [&](const MetricInfo& info) { return info.name == name; });
}

// empty: what stands where nothing was measured.
std::string result_line(const CellRow& row, const std::string& name, const std::string& empty) {
    std::vector<std::string> cells;
    for (const Node& label : row.at) cells.push_back(label_text(label));
    cells.push_back(name);
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (const std::string& metric : table_metrics()) {
        const auto at = std::find_if(infos.begin(), infos.end(),
                                     [&](const MetricInfo& info) { return info.name == metric; });
        const Interval& interval = row.metrics[static_cast<size_t>(at - infos.begin())].interval;
        const TableCaption caption = table_caption(*at);
        cells.push_back(interval_text(interval, caption.scale, caption.digits, empty));
    }
    return table_line(cells);
}

}  // namespace

std::string markdown_cell(const std::string& text) {
    std::string out;
    for (char c : text) {
        if (c == '|') out += '\\';
        out += c == '<' ? "&lt;" : std::string(1, c == '\n' ? ' ' : c);
    }
    return out;
}

MarkdownTable::MarkdownTable(const Scenario& scenario, size_t points)
    : scenario_(scenario), points_(spread_over(scenario.size(), points)) {}

void MarkdownTable::add(const CellRow& row) {
    if (!points_.contains(row.point)) return;
    if (policies_ > 0 && row.point != last_.point) {
        rows_ += bound_line();
        policies_ = 0;
    }
    rows_ += result_line(row, row.policy + (row.knows_truth ? " (knows the truth)" : ""), "-");
    last_ = row;
    ++policies_;
}

std::string MarkdownTable::bound_line() const {
    if (policies_ < 2) return "";
    return result_line(bound_row(last_), "the most that any decisions could reach", "");
}

std::string MarkdownTable::text() const {
    std::vector<std::string> titles;
    for (const Axis& axis : scenario_.axes()) titles.push_back(axis.name());
    titles.emplace_back("policy");
    std::string rule = "|";
    for (size_t i = 0; i < titles.size(); ++i) rule += "---|";
    for (const std::string& name : table_metrics()) {
        titles.push_back(table_caption(info_called(name)).title);
        rule += "--:|";
    }
    std::string out = "### " + scenario_.name() + "\n\n" + table_line(titles) + rule + "\n" +
                      rows_ + bound_line() + "\n";
    if (points_.size() < scenario_.size()) {
        out += std::to_string(points_.size()) + " of " + std::to_string(scenario_.size()) +
               " points; all are in metrics.csv\n\n";
    }
    return out;
}

}  // namespace mdisim
