// Units of measured numbers, by the names that people write: "ms", "KiB", "Mbit/s".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/field.hpp"

namespace mdisim {

enum class Unit {
    ns,
    us,
    ms,
    s,
    min,
    h,
    b,
    kb,
    mb,
    gb,
    kib,
    mib,
    gib,
    bit_per_s,
    kbit_per_s,
    mbit_per_s,
    gbit_per_s,
    one,
    percent,
    mw,
    w
};
enum class Dimension { time, size, bandwidth, share, power };

const std::vector<std::string>& names_of(Tag<Unit>);
const std::string& name_of(Unit unit);
Dimension dimension_of(Unit unit);
// What a quantity of the dimension is called in messages: "a time", "a size".
std::string in_words(Dimension dimension);

// The unit at the end of a column's name, behind its last underscore or alone: "rtt_ms",
// "size_KiB", "up_mbit_per_s", "up_mbps". A unit may be written in its own letters, in small
// letters, or in capitals. Nothing if the name ends in no unit.
std::optional<Unit> unit_in_name(std::string_view column);
// The name of a column without the unit at its end: "rtt" of "rtt_ms".
std::string_view without_unit(std::string_view column);

// The value in another unit. It is multiplied or divided by whole numbers, so that 17,174 us are
// the double that is nearest to 17.174 ms. Requires that both units are of one dimension.
double converted(double value, Unit from, Unit to);
// Requires a unit of time.
int64_t nanoseconds_in(Unit unit);

}  // namespace mdisim
