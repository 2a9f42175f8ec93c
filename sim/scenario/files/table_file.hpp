// Opens tables that a scenario names: CSV in its many forms, or lines that are objects of JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/files/json_lines.hpp"

namespace mdisim {

// Reads a table by read(table), which begins at the first row. Returns the digest of its content.
// Throws UserError with all mistakes in the table, or, if `digest` is of another content, with that
// alone.
template <class Read>
Digest read_table(const std::string& file, const std::optional<std::string>& digest, Read read) {
    ByteHasher content;
    DataTable table(
        file, [&](std::string_view bytes) { content.absorb(bytes); }, divide_json);
    if (table.next()) {
        read(table);
    } else if (!table.has_mistakes()) {
        table.wrong_file("is empty");
    }
    table.skip_rest();
    if (digest && *digest != content.digest().hex()) {
        throw UserError({{file, "", "has changed: its digest is no longer " + *digest}});
    }
    table.throw_mistakes();
    return content.digest();
}

// The index of the column of this name or number. If there is only one column, it needs no name.
// Notes a mistake if there is no such column.
std::optional<size_t> chosen_column(DataTable& table, const std::optional<std::string>& name);

// The unit of a column of the current row, the header: the one that is given, else the one in which
// the column's name ends, else `otherwise`. Notes a mistake if there is none of these, or if the
// unit is not of the dimension of `wanted`.
std::optional<Unit> unit_of_column(DataTable& table, size_t column, std::optional<Unit> given,
                                   Unit wanted, std::optional<Unit> otherwise = {});

// Whether a text is a number by any reading, also one that is none or has no end.
bool is_some_number(std::string_view text);

// Whether the current row has the names of columns. In a header, the name of the column is no
// number.
template <class Read>
bool has_names(const DataTable& table, size_t column, Read read) {
    const std::string_view top = without_blanks(table.cells()[column]);
    return !read(top) && !is_some_number(top);
}

// Reads a measured time in units of this many nanoseconds, for DataTable::value(): not negative,
// and at most as long as a scenario's own times (longest_in).
inline auto measured_time(int64_t unit_ns) {
    return [unit_ns](std::string_view text) {
        const auto time = time_ns(text, unit_ns);
        return time && static_cast<double>(*time) <= longest_in("ms") * 1e6 ? time : std::nullopt;
    };
}
inline constexpr std::string_view a_measured_time = "a time from 0 to 23 days";

// What is wrong with a time stamp that is before the one above it.
inline constexpr const char* comes_before =
    "comes before the line above; \"sort\": true puts lines in order";

// Numbers for DataTable::value(): not negative and below 1e9; above 0 and below 1e12.
std::optional<double> not_negative(std::string_view text);
std::optional<double> positive(std::string_view text);

}  // namespace mdisim
