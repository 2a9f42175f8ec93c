#include "sim/report/figures/record_marks.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"

namespace mdisim {
namespace {

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
                                      {"earlier_ms", "earlier attempts", "#882255"},
                                      {"prepare_ms", "before it is sent", "#999933"},
                                      {"uplink_ms", "uplink", "#56b4e9", rescued, vermilion},
                                      {"cloud_prepare_ms", "shrinking in the cloud", "#cc79a7"},
                                      {"wait_ms", "waiting", "#aaaaaa"},
                                      {"execution_ms", "execution", "#f0c642"},
                                      {"downlink_ms", "downlink", "#0072b2", rescued, vermilion}};
    }();
    return stages;
}

size_t RecordMarks::Fields::index_of(const std::string& column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    if (found != columns_.end()) return static_cast<size_t>(found - columns_.begin());
    throw UserError({{file_, "",
                      "has no column '" + column + "'." +
                          suggestion(column, {columns_.begin(), columns_.end()})}});
}

std::string_view RecordMarks::Fields::at(const std::string& column) const {
    return table_.cells()[index_of(column)];
}

double RecordMarks::Fields::milliseconds(const std::string& column) const {
    const size_t at = index_of(column);
    if (table_.cells()[at].empty()) return 0;
    return table_.value(at, "milliseconds", real_number).value_or(0);
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
    DataTable table(file);
    if (!table.next()) return table.throw_mistakes();
    const std::vector<std::string> columns(table.cells().begin(), table.cells().end());
    const Fields fields(file, columns, table);
    while (table.next()) {
        if (table.cells().size() != columns.size()) {
            table.wrong_row("has " + std::to_string(table.cells().size()) +
                            " fields where the header has " + std::to_string(columns.size()));
        } else if (const auto panel = panel_of(fields)) {
            add(fields, panels_[*panel]);
        }
    }
    table.throw_mistakes();
}

void RecordMarks::add(const Fields& fields, Panel& panel) {
    const bool rescued = fields.at("rescued") == "1";
    const auto at = static_cast<double>(++panel.requests);
    double below = 0;
    for (const StageLook& stage : stages_) {
        const double height = happened(stage, fields) ? fields.milliseconds(stage.column) : 0;
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
    const double deadline = fields.milliseconds("deadline_ms");
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
