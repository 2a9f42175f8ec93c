// Recorded bandwidth, and the time that a transfer takes at it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

struct TraceNetwork {
    std::string file;
    std::optional<std::string> digest{};
    std::string time = "t_s";
    std::string rate = "mbps";
    double scale = 1;
    Law round_trip = Constant{0};
    Law down = Constant{10};
    std::optional<double> begin_s{};  // where every phone begins; none: at random places
    // The content of the file: either samples, which are times with the bandwidth from each on, or
    // rising times at which a packet may pass. Where the time of a sample falls, another recording
    // begins, which follows the one before it.
    Column<double> times_s{};
    Column<double> rates_mbit_per_s{};
    Column<int64_t> packets_ns{};
};

std::vector<Field> trace_network_fields();

// A trace made ready: pieces of constant bandwidth, repeated without end.
class BandwidthTrace {
  public:
    // Requires samples or packets. Throws UserError where no byte ever passes.
    explicit BandwidthTrace(const TraceNetwork& network);

    Duration lap() const { return {lap_ns_}; }
    // The time from `start` until `bytes` bytes have passed.
    Duration transfer(Time start, int64_t bytes) const;

  private:
    void add_packets(const TraceNetwork& network);
    void add_samples(const TraceNetwork& network);
    void add(int64_t until_ns, double bytes);

    std::vector<int64_t> until_ns_;  // end of each piece, from the begin of the lap
    std::vector<double> ends_;       // bytes that have passed by the end of each piece
    int64_t lap_ns_ = 0;
};

}  // namespace mdisim
