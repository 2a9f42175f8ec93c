#include "sim/scenario/files/table_file.hpp"

#include <charconv>

#include "sim/describe/cell_text.hpp"

namespace mdisim {

std::optional<size_t> chosen_column(DataTable& table, const std::optional<std::string>& name) {
    if (name) return table.column(*name);
    if (table.cells().size() == 1) return 0;
    table.wrong_row("there are several columns: name one in 'column'." +
                    suggested_cell("", table.cells()));
    return std::nullopt;
}

std::optional<Unit> unit_of_column(DataTable& table, size_t column, std::optional<Unit> given,
                                   Unit wanted, std::optional<Unit> otherwise) {
    const std::string name(without_blanks(table.cells()[column]));
    const std::optional<Unit> named = unit_in_name(name);
    const std::optional<Unit> unit = given ? given : named ? named : otherwise;
    const std::string example = "\"unit\": \"" + name_of(wanted) + "\"";
    if (!unit) {
        table.wrong_cell(
            column, "the name " + shown_cell(name) + " ends in no unit: say it, as in " + example);
    } else if (dimension_of(*unit) != dimension_of(wanted)) {
        table.wrong_cell(column, "the column is in " + name_of(*unit) + ", which is no unit of " +
                                     in_words(dimension_of(wanted)) + ", as in " + example);
        return std::nullopt;
    }
    return unit;
}

bool is_some_number(std::string_view text) {
    double value = 0;
    if (text.starts_with('+')) text.remove_prefix(1);
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec != std::errc::invalid_argument && read.ptr == end;
}

std::optional<double> not_negative(std::string_view text) {
    const std::optional<double> number = real_number(text);
    return number && *number >= 0 && *number < 1e9 ? number : std::nullopt;
}

std::optional<double> positive(std::string_view text) {
    const std::optional<double> number = real_number(text);
    return number && *number > 0 && *number < 1e12 ? number : std::nullopt;
}

}  // namespace mdisim
