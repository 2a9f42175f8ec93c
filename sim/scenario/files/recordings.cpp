#include "sim/scenario/files/recordings.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/describe/cell_text.hpp"
#include "sim/describe/data_table.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/scenario/files/table_file.hpp"

namespace mdisim {
namespace {

// Calls take(number) for the cells of a column, from the current row on. The current row is skipped
// if it has the names of columns, which are no numbers.
template <class Read, class Take>
void read_column(DataTable& table, size_t column, std::string_view expected, Read read, Take take) {
    for (bool more = !has_names(table, column, read) || table.next(); more; more = table.next()) {
        const std::optional<int64_t> number = table.value(column, expected, read);
        if (!number) continue;
        take(*number);
    }
}

std::optional<int64_t> minute_of(std::string_view name) {
    if (name.starts_with("minute_")) name.remove_prefix(7);
    return whole_number(name);
}

// Whether a header has names of a function first, and then one for each minute.
bool has_minutes(const std::vector<std::string_view>& names) {
    return names.size() > 1 && !minute_of(names.front()) && minute_of(names.back());
}

// The most requests that are counted. More are beyond every use, and sums up to this one are exact.
constexpr int64_t most_requests = 1'000'000'000'000'000;
constexpr auto request_count = [](std::string_view text) {
    const std::optional<int64_t> number = whole_number(text);
    return number && *number <= most_requests ? number : std::nullopt;
};

// The sums of rows, each of which has names and then a count for each minute. If `row` is given,
// only the rows that have this name are added up.
std::vector<int64_t> counts_of_functions(DataTable& table, const std::optional<std::string>& row) {
    const std::vector<std::string_view>& cells = table.cells();
    if (!has_minutes(cells)) {
        table.wrong_row("expected names and then a column for each minute");
        return {};
    }
    const size_t width = cells.size();
    const auto first = static_cast<size_t>(
        std::find_if(cells.begin(), cells.end(), [](auto c) { return minute_of(c).has_value(); }) -
        cells.begin());
    std::vector<int64_t> sums(width - first);
    constexpr size_t most_names = 10'000;
    std::vector<std::string> names;  // names of the other rows, for suggestions
    bool found = false;
    while (table.next()) {
        if (cells.size() != width) {
            table.wrong_row("has not as many columns as the header");
            continue;
        }
        const auto named = cells.begin() + static_cast<std::ptrdiff_t>(first);
        if (row && std::find(cells.begin(), named, *row) == named) {
            if (names.size() < most_names) names.insert(names.end(), cells.begin(), named);
            continue;
        }
        found = true;
        for (size_t c = first; c < width; ++c) {
            const int64_t more = table.value(c, "a count", request_count).value_or(0);
            sums[c - first] = std::min(sums[c - first] + more, most_requests + 1);
        }
    }
    if (row && !found) {
        table.wrong_file("has no row '" + *row + "'." +
                         suggested_cell(*row, {names.begin(), names.end()}));
    }
    return sums;
}

// Reads the column of milliseconds at which packets may pass.
void read_packets(DataTable& table, TraceNetwork& network) {
    std::vector<int64_t> packets_ns;
    do {
        const auto at_ns = table.value(0, "milliseconds, not negative", [](std::string_view text) {
            return time_ns(text, nanoseconds_in(Unit::ms));
        });
        if (!at_ns) continue;
        if (!packets_ns.empty() && *at_ns < packets_ns.back()) {
            table.wrong_cell(0, "comes before the line above");
            continue;
        }
        packets_ns.push_back(*at_ns);
    } while (table.next());
    network.packets_ns = std::move(packets_ns);
}

void read_samples(DataTable& table, TraceNetwork& network) {
    const auto time = table.column(network.time);
    const auto rate = table.column(network.rate);
    if (!time || !rate) return;
    const auto time_unit = unit_of_column(table, *time, {}, Unit::s, Unit::s);
    const auto rate_unit = unit_of_column(table, *rate, {}, Unit::mbit_per_s, Unit::mbit_per_s);
    if (!time_unit || !rate_unit) return;
    std::vector<double> times_s;
    std::vector<double> rates_mbit_per_s;
    while (table.next()) {
        const auto at = table.value(*time, "a time, not negative", not_negative);
        const auto bandwidth = table.value(*rate, "a bandwidth, not negative", not_negative);
        if (!at || !bandwidth) continue;
        times_s.push_back(converted(*at, *time_unit, Unit::s));
        rates_mbit_per_s.push_back(converted(*bandwidth, *rate_unit, Unit::mbit_per_s));
    }
    if (times_s.size() < 2 && !table.has_mistakes()) table.wrong_file("has fewer than two samples");
    network.times_s = std::move(times_s);
    network.rates_mbit_per_s = std::move(rates_mbit_per_s);
}

void read_trace(DataTable& table, const TraceWorkload& trace, LongColumnWriter& stamps) {
    const std::vector<std::string_view>& names = table.cells();
    if (trace.format == TraceFormat::automatic && !trace.column && has_minutes(names)) {
        return table.wrong_row("these are counts, not stamps: a workload of kind 'counts'");
    }
    std::optional<std::string> name = trace.column;
    const bool azure = names.size() == 3 && names[0] == "TIMESTAMP" && names[1] == "ContextTokens";
    if (trace.format == TraceFormat::azure_llm_2023 || azure) name = name.value_or("TIMESTAMP");
    const std::optional<size_t> column = chosen_column(table, name);
    if (!column) return;
    const auto unit = unit_of_column(table, *column, trace.unit, Unit::s, Unit::s);
    if (!unit) return;
    const auto read = [unit_ns = nanoseconds_in(*unit)](std::string_view text) {
        return stamp_ns(text, unit_ns);
    };
    std::optional<bool> dated;  // whether stamps are dates
    read_column(table, *column, "a stamp: a number, or 2023-11-16 18:17:03.97", read,
                [&](int64_t stamp) {
                    const bool is_date = table.cells()[*column].find(':') != std::string_view::npos;
                    if (dated.value_or(is_date) != is_date)
                        table.wrong_cell(*column, "numbers and dates are mixed in this column");
                    dated = is_date;
                    if (!trace.sort && stamps.size() > 0 && stamp < stamps.last()) {
                        table.wrong_cell(*column, comes_before);
                    }
                    stamps.push(stamp);
                });
    if (stamps.size() == 0 && !table.has_mistakes()) table.wrong_file("has no requests");
}

void read_intervals(DataTable& table, const CountsWorkload& counts, std::vector<int64_t>& found) {
    const bool functions =
        counts.format == CountsFormat::azure_functions_2019 ||
        (counts.format == CountsFormat::automatic && !counts.column && has_minutes(table.cells()));
    if (functions && counts.column) {
        return table.wrong_row("these are rows of functions: they have no 'column' to choose");
    }
    if (!functions && counts.row) {
        return table.wrong_row("only rows of functions have a 'row' to choose");
    }
    if (functions) {
        found = counts_of_functions(table, counts.row);
    } else if (const auto column = chosen_column(table, counts.column)) {
        read_column(table, *column, "a count", request_count,
                    [&](int64_t count) { found.push_back(count); });
    }
    if (table.has_mistakes()) return;
    const double total = std::accumulate(found.begin(), found.end(), 0.0);
    if (total == 0) table.wrong_file("has no requests");
    if (total > static_cast<double>(most_requests)) {
        table.wrong_file("has more than 10^15 requests");
    }
}

}  // namespace

Digest content_digest(const std::string& file) {
    ByteHasher content;
    DataTable(file, [&](std::string_view bytes) { content.absorb(bytes); }).skip_rest();
    return content.digest();
}

LongColumn read_stamps(const TraceWorkload& trace) {
    LongColumnWriter stamps;
    read_table(trace.file, trace.digest,
               [&](DataTable& table) { read_trace(table, trace, stamps); });
    const LongColumn read = stamps.finish();
    if (!trace.sort) return read;
    std::vector<int64_t> sorted(read.size());
    LongColumn::Cursor cursor = read.cursor();
    for (size_t i = 0; i < read.size(); ++i) sorted[i] = cursor.at(i);
    std::sort(sorted.begin(), sorted.end());
    return {std::move(sorted)};
}

Column<int64_t> read_counts(const CountsWorkload& counts) {
    std::vector<int64_t> found;
    read_table(counts.file, counts.digest,
               [&](DataTable& table) { read_intervals(table, counts, found); });
    return found;
}

void read_bandwidth(TraceNetwork& network) {
    read_table(network.file, network.digest, [&](DataTable& table) {
        if (table.cells().size() == 1) {
            read_packets(table, network);
        } else {
            read_samples(table, network);
        }
    });
}

void read_latencies(SeriesNetwork& network) {
    std::vector<int64_t> latencies_ns;
    std::vector<int64_t> times_ns;
    read_table(network.file, network.digest, [&](DataTable& table) {
        const auto column = chosen_column(table, network.column);
        const bool timed = network.time.has_value();
        const size_t time = timed ? table.column(*network.time).value_or(0) : 0;
        if (table.has_mistakes()) return;
        const auto unit = unit_of_column(table, *column, network.unit, Unit::ms);
        std::optional<Unit> time_unit = Unit::s;
        if (timed) time_unit = unit_of_column(table, time, {}, Unit::s, Unit::s);
        if (!unit || !time_unit) return;
        const auto read_latency = measured_time(nanoseconds_in(*unit));
        const auto read_stamp = [unit_ns = nanoseconds_in(*time_unit)](std::string_view text) {
            return stamp_ns(text, unit_ns);
        };
        for (bool more = !has_names(table, *column, read_latency) || table.next(); more;
             more = table.next()) {
            const auto latency = table.value(*column, a_measured_time, read_latency);
            if (latency) latencies_ns.push_back(*latency);
            if (!timed) continue;
            const auto at =
                table.value(time, "a stamp: a number, or 2023-11-16 18:17:03.97", read_stamp);
            if (!at) continue;
            if (!times_ns.empty() && *at == times_ns.back()) {
                table.wrong_cell(time, "is the time of the line above");
            }
            times_ns.push_back(*at);
        }
        if (latencies_ns.empty() && !table.has_mistakes()) table.wrong_file("has no latencies");
        if (times_ns.size() == 1) table.wrong_file("has a single latency: leave out its 'time'");
    });
    network.latencies_ns = std::move(latencies_ns);
    network.times_ns = std::move(times_ns);
}

void read_pictures(Pictures& pictures) {
    std::vector<int64_t> bytes;
    std::vector<double> sides[2];
    read_table(pictures.file, pictures.digest, [&](DataTable& table) {
        const std::optional<size_t> columns[] = {table.column("bytes"), table.column("width"),
                                                 table.column("height")};
        if (table.has_mistakes()) return;
        while (table.next()) {
            std::optional<double> values[3];
            for (size_t c = 0; c < 3; ++c) {
                values[c] = table.value(*columns[c], "a number above 0", positive);
            }
            if (table.has_mistakes()) continue;
            bytes.push_back(round_to_integer(*values[0]));
            sides[0].push_back(*values[1]);
            sides[1].push_back(*values[2]);
        }
        if (bytes.empty() && !table.has_mistakes()) table.wrong_file("has no pictures");
    });
    pictures.own_bytes = std::move(bytes);
    pictures.own_widths = std::move(sides[0]);
    pictures.own_heights = std::move(sides[1]);
}

}  // namespace mdisim
