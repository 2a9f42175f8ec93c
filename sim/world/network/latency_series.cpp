#include "sim/world/network/latency_series.hpp"

#include <algorithm>

#include "sim/describe/check.hpp"

namespace mdisim {

const std::vector<std::string>& names_of(Tag<Measures>) {
    static const std::vector<std::string> names = {"one_way", "round_trip"};
    return names;
}

std::vector<Field> series_network_fields() {
    return {
        field("file", &SeriesNetwork::file,
              "a table of latencies in their order; relative to the file this is written in")
            .needed()
            .aside(),
        field("digest", &SeriesNetwork::digest,
              "of the file's content; filled in when it is read, checked when given"),
        field("column", &SeriesNetwork::column,
              "the column with the latencies; a table of one column needs none"),
        field("unit", &SeriesNetwork::unit,
              "their unit (default: the one at the end of the column's name, as in rtt_ms)"),
        field("time", &SeriesNetwork::time,
              "the column with their times, in seconds if its name ends in no other unit (default: "
              "at equal intervals); a time below the one before begins a further recording"),
        field("interval_ms", &SeriesNetwork::interval_ms, "the interval without a column of times")
            .above(0),
        field("measures", &SeriesNetwork::measures,
              "whether the latencies are those of one way or of the round trip"),
        field("begin_s", &SeriesNetwork::begin_s,
              "where in the series every phone begins (default: each at a random place)")
            .at_least(0)};
}

LatencySeries::LatencySeries(const SeriesNetwork& network) {
    const size_t n = network.latencies_ns.size();
    ensure(n > 0, "a series of latencies has one");
    const int64_t share = network.measures == Measures::round_trip ? 2 : 1;
    Column<int64_t>::Cursor latencies = network.latencies_ns.cursor();
    Column<int64_t>::Cursor times = network.times_ns.cursor();
    int64_t length = Duration::from_ms(network.interval_ms).ns;
    int64_t until = 0;
    for (size_t i = 0; i < n; ++i) {
        one_way_.push_back({latencies.at(i) / share});
        const bool timed = i + 1 < n && !network.times_ns.empty();
        if (timed && times.at(i + 1) > times.at(i)) length = times.at(i + 1) - times.at(i);
        until += length;
        until_ns_.push_back(until);
    }
}

Duration LatencySeries::one_way(Time start) const {
    const int64_t in_lap = start.ns % until_ns_.back();
    const auto held = std::upper_bound(until_ns_.begin(), until_ns_.end(), in_lap);
    return one_way_[static_cast<size_t>(held - until_ns_.begin())];
}

}  // namespace mdisim
