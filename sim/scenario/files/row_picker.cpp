#include "sim/scenario/files/row_picker.hpp"

#include <algorithm>
#include <string_view>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"

namespace mdisim {

RowPicker::RowPicker(DataTable& table, std::span<const RowChoice> choices) {
    for (const RowChoice& asked : choices) {
        choices_.push_back({asked, table.column(asked.column), false, {}});
    }
}

bool RowPicker::picks(const DataTable& table) {
    constexpr size_t most_names = 1000;
    bool all = true;
    for (Choice& choice : choices_) {
        if (!choice.column) return false;
        const size_t at = *choice.column;
        const std::string_view text =
            table.has(at) ? without_blanks(table.cells()[at]) : std::string_view();
        const bool fits = text == choice.asked.is;
        choice.any = choice.any || fits;
        all = all && fits;
        std::vector<std::string>& names = choice.names;
        if (!fits && names.size() < most_names &&
            std::find(names.begin(), names.end(), text) == names.end()) {
            names.emplace_back(text);
        }
    }
    any_ = any_ || all;
    return all;
}

void RowPicker::note_if_none(DataTable& table) const {
    if (choices_.empty() || any_ || table.has_mistakes()) return;
    for (const Choice& choice : choices_) {
        if (choice.any) continue;
        const std::vector<std::string>& names = choice.names;
        return table.wrong_file("has no row with '" + choice.asked.is + "' in '" +
                                choice.asked.column + "'." +
                                suggested_cell(choice.asked.is, {names.begin(), names.end()}));
    }
    table.wrong_file("has no row with all of the texts that 'where' asks for");
}

}  // namespace mdisim
