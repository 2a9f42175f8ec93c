#include "sim/report/figures/record_marks.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/text_file.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

// Splits a line into the fields that quoted() wrote.
std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    bool inside = false;
    for (size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') {
            if (inside && i + 1 < line.size() && line[i + 1] == '"') {
                fields.back() += line[++i];
            } else {
                inside = !inside;
            }
        } else if (line[i] == ',' && !inside) {
            fields.emplace_back();
        } else {
            fields.back() += line[i];
        }
    }
    return fields;
}

double milliseconds(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

// The phone's time is a stage only if the request was not sent.
bool happened(const StageLook& stage, const RecordMarks::Fields& fields) {
    return stage.column != "phone_ms" || fields.at("model").empty();
}

}  // namespace

const std::vector<StageLook>& stage_looks() {
    static const std::vector<StageLook> stages = [] {
        const std::string rescued = "network, where the phone must answer";
        const std::string vermilion = "#d55e00";
        return std::vector<StageLook>{{"phone_ms", "on the phone alone", "#009e73"},
                                      {"prepare_ms", "before it is sent", "#999933"},
                                      {"uplink_ms", "uplink", "#56b4e9", rescued, vermilion},
                                      {"wait_ms", "waiting", "#aaaaaa"},
                                      {"execution_ms", "execution", "#f0c642"},
                                      {"downlink_ms", "downlink", "#0072b2", rescued, vermilion}};
    }();
    return stages;
}

RecordMarks::Fields::Fields(const std::vector<std::string>& columns, std::vector<std::string> cells,
                            std::string where)
    : columns_(columns), cells_(std::move(cells)), where_(std::move(where)) {
    if (cells_.size() == columns_.size()) return;
    throw UserError({{where_, "",
                      "has " + std::to_string(cells_.size()) + " fields where the header has " +
                          std::to_string(columns_.size())}});
}

const std::string& RecordMarks::Fields::at(const std::string& column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    if (found != columns_.end()) return cells_[static_cast<size_t>(found - columns_.begin())];
    throw UserError({{where_, "",
                      "has no column '" + column + "'." +
                          suggestion(column, {columns_.begin(), columns_.end()})}});
}

RecordMarks::RecordMarks(const std::vector<StageLook>& stages) : stages_(stages) {
    for (const StageLook& stage : stages) {
        for (const Look& look :
             {Look{stage.label, stage.colour}, Look{stage.label_rescued, stage.colour_rescued}}) {
            const bool known = std::any_of(looks_.begin(), looks_.end(), [&](const Look& other) {
                return other.label == look.label;
            });
            if (!known) looks_.push_back(look);
        }
    }
}

void RecordMarks::read(const std::string& file, const Chooser& panel_of) {
    const std::string text = read_text(file);
    std::vector<std::string> columns;
    size_t line = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        std::vector<std::string> cells = fields_of(text.substr(at, end - at));
        at = end + 1;
        ++line;
        if (columns.empty()) {
            columns = std::move(cells);
            continue;
        }
        const Fields fields(columns, std::move(cells), file + ":" + std::to_string(line));
        if (const auto panel = panel_of(fields)) add(fields, panels_[*panel]);
    }
}

void RecordMarks::add(const Fields& fields, Panel& panel) {
    const bool rescued = fields.at("rescued") == "1";
    const auto at = static_cast<double>(++panel.requests);
    double below = 0;
    for (const StageLook& stage : stages_) {
        const double height = happened(stage, fields) ? milliseconds(fields.at(stage.column)) : 0;
        if (height == 0) continue;
        const std::string& label = rescued ? stage.label_rescued : stage.label;
        const auto look = std::find_if(looks_.begin(), looks_.end(),
                                       [&](const Look& l) { return l.label == label; });
        panel.marks.push_back({static_cast<size_t>(look - looks_.begin()),
                               at,
                               {height, below, below + height},
                               {},
                               below});
        below += height;
    }
    const double deadline = milliseconds(fields.at("deadline_ms"));
    if (!contains(panel.deadlines, deadline)) {
        panel.deadlines.push_back(deadline);
    }
}

std::vector<Mark> RecordMarks::marks(size_t panel) const {
    const auto at = panels_.find(panel);
    return at == panels_.end() ? std::vector<Mark>{} : at->second.marks;
}

std::vector<double> RecordMarks::deadlines(size_t panel) const {
    const auto at = panels_.find(panel);
    return at == panels_.end() ? std::vector<double>{} : at->second.deadlines;
}

}  // namespace mdisim
