// Reading recorded traces. Numbers become nanoseconds digit by digit: stamps since 1970 do not fit
// into a double.
#include <algorithm>
#include <charconv>

#include "sim/describe/csv.hpp"
#include "sim/world/workload/trace.hpp"

namespace mdisim {
namespace {

constexpr size_t most_told = 10;

// Mistakes of one file, the first few of them told.
class Mistakes {
  public:
    explicit Mistakes(const std::string& file) : file_(file) {}
    void add(const CsvLine& line, std::string what) {
        if (++count_ <= most_told)
            problems_.push_back({place_in(file_, line), "", std::move(what)});
    }
    void throw_if_any() {
        if (count_ == 0) return;
        if (count_ > most_told) {
            const std::string rest = std::to_string(count_ - most_told);
            problems_.push_back({file_, "", rest + " more lines are wrong"});
        }
        throw UserError(std::move(problems_));
    }

  private:
    std::string file_;
    std::vector<Problem> problems_;
    size_t count_ = 0;
};

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int64_t> whole_number(std::string_view text) {
    int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || !all_digits(text)) return std::nullopt;
    return value;
}

// "12.3456" of units of 10^digits nanoseconds; what is finer than a nanosecond is cut off.
std::optional<int64_t> decimal(std::string_view text, size_t digits) {
    const size_t point = std::min(text.find('.'), text.size());
    if (point == 0) return std::nullopt;
    std::string exact(text.substr(0, point));
    std::string fraction(point < text.size() ? text.substr(point + 1) : std::string_view());
    if (point < text.size() && !all_digits(fraction)) return std::nullopt;
    fraction.resize(digits, '0');
    return whole_number(exact + fraction);
}

// Days since 1970 of the Gregorian calendar (Hinnant's days_from_civil).
int64_t days_since_1970(int64_t year, int64_t month, int64_t day) {
    year -= month <= 2;
    const int64_t era = year / 400;
    const int64_t year_of_era = year - era * 400;
    const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

// "2023-11-16 18:17:03.9799600", with a T in the middle too.
std::optional<int64_t> date_time(std::string_view text) {
    constexpr std::string_view form = "0000-00-00 00:00:00";
    if (text.size() < form.size()) return std::nullopt;
    for (size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '0' ? !digit : text[i] != form[i] && !(i == 10 && text[i] == 'T')) {
            return std::nullopt;
        }
    }
    const auto part = [&](size_t at, size_t n) { return *whole_number(text.substr(at, n)); };
    if (part(5, 2) < 1 || part(5, 2) > 12 || part(0, 4) < 1970 || part(0, 4) > 2200) {
        return std::nullopt;
    }
    const auto seconds = decimal(text.substr(17), 9);
    if (!seconds) return std::nullopt;
    const int64_t minutes =
        (days_since_1970(part(0, 4), part(5, 2), part(8, 2)) * 24 + part(11, 2)) * 60 + part(14, 2);
    return minutes * 60'000'000'000 + *seconds;
}

std::optional<int64_t> stamp_of(std::string_view cell, StampUnit unit) {
    static constexpr size_t digits[] = {9, 6, 3, 0};
    if (const auto number = decimal(cell, digits[static_cast<size_t>(unit)])) return number;
    return date_time(cell);
}

// The text of a file, which must be what the digest says, if it says anything.
std::string text_of(const std::string& file, const std::optional<std::string>& digest) {
    std::string text = read_text(file);
    if (digest && *digest != Hasher().absorb(std::string_view(text)).digest().hex()) {
        throw UserError({{file, "", "has changed: its digest is no longer " + *digest}});
    }
    return text;
}

std::vector<CsvLine> lines_of(const std::string& file, std::string_view text) {
    std::vector<CsvLine> lines = csv_lines(text);
    if (lines.empty()) throw UserError({{file, "", "has nothing in it"}});
    return lines;
}

// Which column is meant, by name or number.
size_t find_column(const std::string& file, const CsvLine& first,
                   const std::optional<std::string>& column) {
    const auto& cells = first.cells;
    if (!column && cells.size() == 1) return 0;
    const std::string where = place_in(file, first);
    if (!column) {
        throw UserError(
            {{where, "",
              "there are several columns: say which ('column')." + suggestion("", cells)}});
    }
    const auto named = std::find(cells.begin(), cells.end(), *column);
    if (named != cells.end()) return static_cast<size_t>(named - cells.begin());
    if (const auto number = whole_number(*column)) {
        if (*number >= 1 && static_cast<size_t>(*number) <= cells.size()) {
            return static_cast<size_t>(*number) - 1;
        }
    }
    throw UserError({{where, "", "has no column '" + *column + "'." + suggestion(*column, cells)}});
}

// Every cell of a column below the header, if there is one, as numbers.
template <class Read>
auto read_column(const std::string& file, const std::vector<CsvLine>& lines, size_t column,
                 const std::string& expected, Read read) {
    std::vector<typename decltype(read(std::string_view()))::value_type> values;
    Mistakes mistakes(file);
    for (size_t i = 0; i < lines.size(); ++i) {
        const auto& cells = lines[i].cells;
        const auto value = column < cells.size() ? read(cells[column]) : std::nullopt;
        if (value)
            values.push_back(*value);
        else if (i > 0)
            mistakes.add(lines[i], "expected " + expected);
    }
    mistakes.throw_if_any();
    if (values.empty()) throw UserError({{file, "", "has no requests"}});
    return values;
}

std::optional<int64_t> minute_of(std::string_view name) {
    if (name.starts_with("minute_")) name.remove_prefix(7);
    return whole_number(name);
}

// A row for each function: names, then a count for each minute.
bool has_minutes(const CsvLine& header) {
    const auto& cells = header.cells;
    return cells.size() > 1 && !minute_of(cells.front()) && minute_of(cells.back());
}

std::vector<uint64_t> read_functions(const CountsWorkload& counts,
                                     const std::vector<CsvLine>& lines) {
    const auto& header = lines.front().cells;
    if (!has_minutes(lines.front())) {
        throw UserError({{place_in(counts.file, lines.front()), "",
                          "expected names and then a column for each minute"}});
    }
    const auto first =
        static_cast<size_t>(std::find_if(header.begin(), header.end(),
                                         [](auto c) { return minute_of(c).has_value(); }) -
                            header.begin());
    std::vector<uint64_t> sums(header.size() - first);
    std::vector<std::string_view> names;
    bool found = false;
    Mistakes mistakes(counts.file);
    for (size_t i = 1; i < lines.size(); ++i) {
        const auto& cells = lines[i].cells;
        if (cells.size() != header.size()) {
            mistakes.add(lines[i], "has another number of columns than the header");
            continue;
        }
        const auto named = cells.begin() + static_cast<std::ptrdiff_t>(first);
        names.insert(names.end(), cells.begin(), named);
        if (counts.row && std::find(cells.begin(), named, *counts.row) == named) continue;
        found = true;
        for (size_t c = first; c < cells.size(); ++c) {
            const auto count = whole_number(cells[c]);
            if (count) sums[c - first] += static_cast<uint64_t>(*count);
            if (!count)
                mistakes.add(lines[i], "expected a count in column " + std::to_string(c + 1));
        }
    }
    mistakes.throw_if_any();
    if (!found) {
        const std::string row = counts.row.value_or("");
        throw UserError({{counts.file, "", "has no row '" + row + "'." + suggestion(row, names)}});
    }
    return sums;
}

}  // namespace

Digest content_digest(const std::string& file) {
    return Hasher().absorb(std::string_view(read_text(file))).digest();
}

std::vector<int64_t> read_stamps(const TraceWorkload& trace) {
    const std::string text = text_of(trace.file, trace.digest);
    const std::vector<CsvLine> lines = lines_of(trace.file, text);
    const auto& header = lines.front().cells;
    if (has_minutes(lines.front())) {
        throw UserError({{place_in(trace.file, lines.front()), "",
                          "these are counts, not stamps: a workload of kind 'counts'"}});
    }
    std::optional<std::string> column = trace.column;
    const bool azure =
        header.size() == 3 && header[0] == "TIMESTAMP" && header[1] == "ContextTokens";
    if (trace.format == TraceFormat::azure_llm_2023 || azure) column = column.value_or("TIMESTAMP");
    const size_t place = find_column(trace.file, lines.front(), column);
    const auto stamps =
        read_column(trace.file, lines, place, "a stamp: a number, or 2023-11-16 18:17:03.97",
                    [&](std::string_view cell) { return stamp_of(cell, trace.unit); });
    const size_t above = lines.size() - stamps.size();
    Mistakes mistakes(trace.file);
    for (size_t i = 1; i < stamps.size(); ++i) {
        if (stamps[i] < stamps[i - 1])
            mistakes.add(lines[i + above], "comes before the line above");
    }
    mistakes.throw_if_any();
    return stamps;
}

std::vector<uint64_t> read_counts(const CountsWorkload& counts) {
    const std::string text = text_of(counts.file, counts.digest);
    const std::vector<CsvLine> lines = lines_of(counts.file, text);
    const bool functions = counts.format == CountsFormat::azure_functions_2019 ||
                           (counts.format == CountsFormat::automatic && has_minutes(lines.front()));
    std::vector<uint64_t> found;
    if (functions && counts.column) throw UserError("rows of functions have no 'column' to choose");
    if (!functions && counts.row) throw UserError("only rows of functions have a 'row' to choose");
    if (functions) {
        found = read_functions(counts, lines);
    } else {
        const size_t place = find_column(counts.file, lines.front(), counts.column);
        for (int64_t count : read_column(counts.file, lines, place, "a count", whole_number)) {
            found.push_back(static_cast<uint64_t>(count));
        }
    }
    if (std::all_of(found.begin(), found.end(), [](uint64_t n) { return n == 0; })) {
        throw UserError({{counts.file, "", "has no requests"}});
    }
    return found;
}

}  // namespace mdisim
