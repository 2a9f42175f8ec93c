#include "sim/describe/unit.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

struct UnitRow {
    const char* name;
    Dimension dimension;
    int64_t size;  // as a multiple of the least unit of its dimension
};
constexpr UnitRow unit_rows[] = {{"ns", Dimension::time, 1},
                                 {"us", Dimension::time, 1'000},
                                 {"ms", Dimension::time, 1'000'000},
                                 {"s", Dimension::time, 1'000'000'000},
                                 {"min", Dimension::time, 60'000'000'000},
                                 {"h", Dimension::time, 3'600'000'000'000},
                                 {"B", Dimension::size, 1},
                                 {"kB", Dimension::size, 1'000},
                                 {"MB", Dimension::size, 1'000'000},
                                 {"GB", Dimension::size, 1'000'000'000},
                                 {"KiB", Dimension::size, 1 << 10},
                                 {"MiB", Dimension::size, 1 << 20},
                                 {"GiB", Dimension::size, 1 << 30},
                                 {"bit/s", Dimension::bandwidth, 1},
                                 {"kbit/s", Dimension::bandwidth, 1'000},
                                 {"Mbit/s", Dimension::bandwidth, 1'000'000},
                                 {"Gbit/s", Dimension::bandwidth, 1'000'000'000},
                                 {"1", Dimension::share, 100},
                                 {"%", Dimension::share, 1},
                                 {"mW", Dimension::power, 1},
                                 {"W", Dimension::power, 1'000}};

const UnitRow& row_of(Unit unit) { return unit_rows[static_cast<size_t>(unit)]; }

// Other spellings at the end of a column's name, which cannot hold every unit's own name.
constexpr std::pair<std::string_view, Unit> endings[] = {
    {"bit_per_s", Unit::bit_per_s},   {"kbit_per_s", Unit::kbit_per_s},
    {"Mbit_per_s", Unit::mbit_per_s}, {"Gbit_per_s", Unit::gbit_per_s},
    {"kbps", Unit::kbit_per_s},       {"Mbps", Unit::mbit_per_s},
    {"Gbps", Unit::gbit_per_s},       {"pct", Unit::percent},
    {"percent", Unit::percent}};

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c + 'A' - 'a') : c; }

bool is_spelled(std::string_view text, std::string_view unit) {
    const auto equal = [&](auto change) {
        return std::equal(text.begin(), text.end(), unit.begin(), unit.end(),
                          [&](char t, char u) { return t == change(u); });
    };
    return text == unit || equal(small) || equal(capital);
}

bool ends_in(std::string_view column, std::string_view unit) {
    if (column.size() < unit.size()) return false;
    const size_t rest = column.size() - unit.size();
    return is_spelled(column.substr(rest), unit) && (rest == 0 || column[rest - 1] == '_');
}

// The unit at the end of a column's name, and the number of letters that it takes there.
struct UnitEnding {
    std::optional<Unit> unit;
    size_t size = 0;
};

UnitEnding ending_of(std::string_view column) {
    for (const auto& [ending, unit] : endings) {
        if (ends_in(column, ending)) return {unit, ending.size()};
    }
    for (size_t u = 0; u < std::size(unit_rows); ++u) {
        const std::string_view name = unit_rows[u].name;
        const auto unit = static_cast<Unit>(u);
        if (unit != Unit::one && ends_in(column, name)) return {unit, name.size()};
    }
    return {};
}

}  // namespace

const std::vector<std::string>& names_of(Tag<Unit>) {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (const UnitRow& row : unit_rows) made.emplace_back(row.name);
        return made;
    }();
    return names;
}

const std::string& name_of(Unit unit) { return names_of(Tag<Unit>{})[static_cast<size_t>(unit)]; }

Dimension dimension_of(Unit unit) { return row_of(unit).dimension; }

std::string in_words(Dimension dimension) {
    constexpr const char* words[] = {"a time", "a size", "a bandwidth", "a share", "a power"};
    return words[static_cast<size_t>(dimension)];
}

std::optional<Unit> unit_in_name(std::string_view column) { return ending_of(column).unit; }

std::string_view without_unit(std::string_view column) {
    const size_t unit = ending_of(column).size;
    if (unit == 0) return column;
    return column.substr(0, column.size() - std::min(unit + 1, column.size()));
}

double converted(double value, Unit from, Unit to) {
    ensure(dimension_of(from) == dimension_of(to), "a unit of another dimension");
    const int64_t common = std::gcd(row_of(from).size, row_of(to).size);
    return value * static_cast<double>(row_of(from).size / common) /
           static_cast<double>(row_of(to).size / common);
}

int64_t nanoseconds_in(Unit unit) {
    ensure(dimension_of(unit) == Dimension::time, "a unit of time");
    return row_of(unit).size;
}

}  // namespace mdisim
