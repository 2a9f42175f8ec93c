#include "sim/world/network/bandwidth_trace.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/describe/csv.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {
namespace {

constexpr double ms_ns = 1e6;
constexpr double second_ns = 1e9;

std::optional<double> number_of(const CsvLine& line, size_t column) {
    if (column >= line.cells.size()) return std::nullopt;
    const std::string_view text = line.cells[column];
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole && value >= 0 && value < 1e9 ? std::optional(value) : std::nullopt;
}

size_t column_of(const std::string& file, const CsvLine& header, const std::string& name) {
    const auto at = std::find(header.cells.begin(), header.cells.end(), name);
    if (at != header.cells.end()) return static_cast<size_t>(at - header.cells.begin());
    throw UserError({{place_in(file, header), "",
                      "has no column '" + name + "'." + suggestion(name, header.cells)}});
}

void tell(std::vector<Problem>& problems, const std::string& file, const CsvLine& line,
          const char* expected) {
    constexpr size_t most_told = 10;
    if (problems.size() < most_told) {
        problems.push_back({place_in(file, line), "", std::string("expected ") + expected});
    }
}

struct Sample {
    double at_s;
    double mbit_per_s;
};

std::vector<Sample> read_samples(const TraceNetwork& network, const std::vector<CsvLine>& lines) {
    const size_t time = column_of(network.file, lines.front(), network.time);
    const size_t rate = column_of(network.file, lines.front(), network.rate);
    std::vector<Sample> samples;
    std::vector<Problem> problems;
    for (size_t i = 1; i < lines.size(); ++i) {
        const auto at_s = number_of(lines[i], time);
        const auto mbit_per_s = number_of(lines[i], rate);
        if (at_s && mbit_per_s) {
            samples.push_back({*at_s, *mbit_per_s});
        } else {
            tell(problems, network.file, lines[i], "a time and a bandwidth, not negative");
        }
    }
    if (!problems.empty()) throw UserError(std::move(problems));
    if (samples.size() < 2) throw UserError({{network.file, "", "has less than two samples"}});
    return samples;
}

}  // namespace

std::vector<Field> trace_network_fields() {
    return {
        field("file", &TraceNetwork::file,
              "a CSV of times and bandwidths, or one column of milliseconds at which 1,500 bytes "
              "may pass (Mahimahi); relative to the file this is written in")
            .needed()
            .aside(),
        field("digest", &TraceNetwork::digest,
              "of the file's content; filled in when it is read, checked when given"),
        field("time", &TraceNetwork::time, "the column with seconds; where they fall, on it goes"),
        field("rate", &TraceNetwork::rate, "the column with Mbit/s"),
        field("scale", &TraceNetwork::scale, "2: twice the bandwidth").at_least(1e-6).at_most(1e6),
        law_field("round_trip", &TraceNetwork::round_trip, "ms", "law of the round trip"),
        law_field("down", &TraceNetwork::down, "mbit_per_s", "law of the bandwidth down")};
}

// A sample holds until the next; the last of a recording as long as the one before it.
BandwidthTrace::BandwidthTrace(const TraceNetwork& network) {
    const std::string text = read_text(network.file);
    if (network.digest && *network.digest != Hasher().absorb(text).digest().hex()) {
        throw UserError(
            {{network.file, "", "has changed: its digest is no longer " + *network.digest}});
    }
    const std::vector<CsvLine> lines = csv_lines(text);
    if (lines.empty()) throw UserError({{network.file, "", "has nothing in it"}});
    if (lines.front().cells.size() == 1) {
        constexpr double packet_bytes = 1500;
        std::vector<Problem> problems;
        int64_t last_ns = 0;
        for (const CsvLine& line : lines) {
            const auto at_ms = number_of(line, 0);
            const int64_t at_ns = at_ms ? std::llrint(*at_ms * ms_ns) : -1;
            if (at_ns < last_ns) {
                tell(problems, network.file, line, "milliseconds that do not fall");
                continue;
            }
            last_ns = at_ns;
            add(at_ns, 0);
            add(at_ns + static_cast<int64_t>(ms_ns), packet_bytes * network.scale);
        }
        if (!problems.empty()) throw UserError(std::move(problems));
    } else {
        const std::vector<Sample> samples = read_samples(network, lines);
        double length_s = 1;
        for (size_t i = 0; i < samples.size(); ++i) {
            const bool goes_on = i + 1 < samples.size() && samples[i + 1].at_s > samples[i].at_s;
            if (goes_on) length_s = samples[i + 1].at_s - samples[i].at_s;
            add(lap_ns_ + std::llrint(length_s * second_ns),
                samples[i].mbit_per_s * network.scale * length_s * 1e6 / 8);
        }
    }
    if (!(ends_.back() > 0)) throw UserError({{network.file, "", "never lets a byte pass"}});
}

void BandwidthTrace::add(int64_t until_ns, double bytes) {
    const double before = ends_.empty() ? 0 : ends_.back();
    if (until_ns > lap_ns_) {
        until_ns_.push_back(until_ns);
        ends_.push_back(before + bytes);
        lap_ns_ = until_ns;
    } else if (!ends_.empty()) {
        ends_.back() += bytes;  // more in the same millisecond
    }
}

Duration BandwidthTrace::transfer(Time start, int64_t bytes) const {
    if (bytes == 0) return {};
    const int64_t in_lap = start.ns % lap_ns_;
    const auto at = [&](size_t i) { return i == 0 ? 0 : until_ns_[i - 1]; };
    const auto begin = [&](size_t i) { return i == 0 ? 0 : ends_[i - 1]; };
    const auto length = [&](size_t i) { return static_cast<double>(until_ns_[i] - at(i)); };
    const auto here = static_cast<size_t>(
        std::upper_bound(until_ns_.begin(), until_ns_.end(), in_lap) - until_ns_.begin());
    const double passed = begin(here) + (ends_[here] - begin(here)) *
                                            (static_cast<double>(in_lap - at(here)) / length(here));
    const double all = passed + static_cast<double>(bytes);
    if (all / ends_.back() * static_cast<double>(lap_ns_) >
        static_cast<double>(Duration::max().ns)) {
        throw OutOfRange("a transfer that takes more than 73 years");
    }
    auto laps = static_cast<int64_t>(all / ends_.back());
    double rest = all - static_cast<double>(laps) * ends_.back();
    if (!(rest > 0)) {  // with the last byte of a lap
        --laps;
        rest = ends_.back();
    }
    const auto last =
        static_cast<size_t>(std::lower_bound(ends_.begin(), ends_.end(), rest) - ends_.begin());
    const double part = (rest - begin(last)) / (ends_[last] - begin(last));
    const int64_t ends_ns = at(last) + round_to_integer(part * length(last));
    const Duration took{laps * lap_ns_ + ends_ns - in_lap};
    return took.ns > 0 ? took : Duration{};
}

}  // namespace mdisim
