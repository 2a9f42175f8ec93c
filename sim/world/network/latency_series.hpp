// Latencies in the order in which they were recorded, so that what comes together stays together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/describe/field.hpp"
#include "sim/describe/unit.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

enum class Measures { one_way, round_trip };  // what a latency is the latency of

struct SeriesNetwork {
    std::string file;
    std::optional<std::string> digest{};
    std::optional<std::string> column{};  // of latencies
    std::optional<Unit> unit{};           // of latencies; none: the one in the column's name
    std::optional<std::string> time{};    // the column with times; none: at equal intervals
    double interval_ms = 1000;
    Measures measures = Measures::round_trip;
    std::optional<double> begin_s{};  // where every phone begins; none: at random places
    // The content of the file: latencies, and the time of each where there is a column of times. A
    // time below the one before it begins a further recording.
    Column<int64_t> latencies_ns{};
    Column<int64_t> times_ns{};
};

const std::vector<std::string>& names_of(Tag<Measures>);
std::vector<Field> series_network_fields();

// A series made ready: each latency holds until the next one, and the last as long as the one
// before it; then the series begins again.
class LatencySeries {
  public:
    // Requires latencies.
    explicit LatencySeries(const SeriesNetwork& network);

    Duration lap() const { return {until_ns_.back()}; }
    // The time of a message that starts at this time.
    Duration one_way(Time start) const;

  private:
    std::vector<int64_t> until_ns_;  // the end of each latency, from the begin of the lap
    std::vector<Duration> one_way_;
};

}  // namespace mdisim
