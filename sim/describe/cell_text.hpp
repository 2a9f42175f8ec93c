// Reads numbers and time stamps from the text of a table's cell. A function that reads
// returns nothing unless the whole text has the form that it reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mdisim {

// The text without blanks and tabs around it.
inline std::string_view without_blanks(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// A whole number written in digits alone that fits into 64 bits.
std::optional<int64_t> whole_number(std::string_view text);
// A finite number.
std::optional<double> real_number(std::string_view text);

// A time in whole nanoseconds, not negative, of a decimal number of units such as "12.3456" or
// "1e-05"; finer digits are cut off. unit_ns: the nanoseconds of a unit. Digits are read one by
// one, since nanoseconds since 1970 do not fit into a double.
std::optional<int64_t> time_ns(std::string_view text, int64_t unit_ns);
// A time stamp in whole nanoseconds: either a number as above, or a date from 1970 on and a time of
// day, such as "2023-11-16 18:17:03.97" or "2023-11-16T18:17:03Z". A time of day is in UTC unless a
// zone such as "+01:00", "+0100" or "+01" follows.
std::optional<int64_t> stamp_ns(std::string_view text, int64_t unit_ns);

}  // namespace mdisim
