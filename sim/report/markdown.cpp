#include "sim/report/markdown.hpp"

#include <algorithm>

#include "sim/campaign/cells.hpp"
#include "sim/report/captions.hpp"

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
    std::vector<std::string> cells;
    for (const Node& label : row.at) cells.push_back(label_text(label));
    cells.push_back(row.policy + (row.knows_truth ? " (knows the truth)" : ""));
    const std::vector<MetricInfo> infos = metric_infos(*row.grading);
    for (const std::string& name : table_metrics()) {
        const auto at = std::find_if(infos.begin(), infos.end(),
                                     [&](const MetricInfo& info) { return info.name == name; });
        const auto place = static_cast<size_t>(at - infos.begin());
        cells.push_back(table_text(row.metrics[place].interval, table_caption(*at)));
    }
    rows_ += table_line(cells);
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
    std::string out =
        "### " + scenario_.name() + "\n\n" + table_line(titles) + rule + "\n" + rows_ + "\n";
    if (points_.size() < scenario_.size()) {
        out += std::to_string(points_.size()) + " of " + std::to_string(scenario_.size()) +
               " points; all are in metrics.csv\n\n";
    }
    return out;
}

}  // namespace mdisim
