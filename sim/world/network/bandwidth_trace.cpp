#include "sim/world/network/bandwidth_trace.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/law_fields.hpp"

namespace mdisim {

std::vector<Field> trace_network_fields() {
    return {
        field("file", &TraceNetwork::file,
              "a CSV of times and bandwidths, or one column of milliseconds at which 1,500 bytes "
              "may pass (Mahimahi); relative to the file this is written in")
            .needed()
            .aside(),
        field("digest", &TraceNetwork::digest,
              "of the file's content; filled in when it is read, checked when given"),
        field(
            "time", &TraceNetwork::time,
            "the column with times, in seconds if its name ends in no other unit; a time below the "
            "one before begins a further recording"),
        field("rate", &TraceNetwork::rate,
              "the column with bandwidths, in Mbit/s if its name ends in no other unit"),
        field("scale", &TraceNetwork::scale, "factor of the bandwidth").at_least(1e-6).at_most(1e6),
        law_field("round_trip", &TraceNetwork::round_trip, "ms", "law of the round trip"),
        law_field("down", &TraceNetwork::down, "mbit_per_s", "law of the bandwidth down"),
        field("begin_s", &TraceNetwork::begin_s,
              "where in the recording every phone begins (default: each at a random place)")
            .at_least(0)};
}

BandwidthTrace::BandwidthTrace(const TraceNetwork& network) {
    if (network.packets_ns.empty()) {
        add_samples(network);
    } else {
        add_packets(network);
    }
    if (!(ends_.back() > 0)) throw UserError({{network.file, "", "never lets a byte pass"}});
}

// Adds packets, each of which takes a millisecond to pass.
void BandwidthTrace::add_packets(const TraceNetwork& network) {
    constexpr double packet_bytes = 1500;
    constexpr int64_t ms_ns = 1'000'000;
    Column<int64_t>::Cursor packets = network.packets_ns.cursor();
    for (size_t i = 0; i < network.packets_ns.size(); ++i) {
        add(packets.at(i), 0);
        add(packets.at(i) + ms_ns, packet_bytes * network.scale);
    }
}

// Adds samples of the bandwidth. A sample holds until the next; the last holds as long as the one
// before it.
void BandwidthTrace::add_samples(const TraceNetwork& network) {
    constexpr double second_ns = 1e9;
    const size_t n = network.times_s.size();
    ensure(n > 0 && network.rates_mbit_per_s.size() == n, "a bandwidth is recorded at each time");
    Column<double>::Cursor times_s = network.times_s.cursor();
    Column<double>::Cursor rates_mbit_per_s = network.rates_mbit_per_s.cursor();
    double length_s = 1;
    for (size_t i = 0; i < n; ++i) {
        const double at_s = times_s.at(i);
        const double next_s = i + 1 < n ? times_s.at(i + 1) : at_s;
        if (next_s > at_s) length_s = next_s - at_s;
        add(lap_ns_ + std::llrint(length_s * second_ns),
            rates_mbit_per_s.at(i) * network.scale * length_s * 1e6 / 8);
    }
}

void BandwidthTrace::add(int64_t until_ns, double bytes) {
    const double before = ends_.empty() ? 0 : ends_.back();
    if (until_ns > lap_ns_) {
        until_ns_.push_back(until_ns);
        ends_.push_back(before + bytes);
        lap_ns_ = until_ns;
    } else if (!ends_.empty()) {
        ends_.back() += bytes;  // another packet in the same millisecond
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
    if (!(rest > 0)) {  // the transfer ends with the last byte of a lap
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
