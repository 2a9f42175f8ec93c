// Reads the text of a table's cell: numbers, and stamps of time. Each function returns nothing if
// the whole text is not of that form.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mdisim {

// A number of digits alone that fits into 64 bits.
std::optional<int64_t> whole_number(std::string_view text);
// A finite number.
std::optional<double> real_number(std::string_view text);

// A stamp in whole nanoseconds, read digit by digit, since stamps that count from 1970 do not fit
// into a double; what is finer is cut off. Either a number, as "12.3456", of units of 10^digits ns,
// or a date since 1970 and a time, as "2023-11-16 18:17:03.97" or "2023-11-16T18:17:03Z", which
// are of UTC unless a zone follows: "+01:00", "+0100" or "+01".
std::optional<int64_t> stamp_ns(std::string_view text, size_t digits);

}  // namespace mdisim
