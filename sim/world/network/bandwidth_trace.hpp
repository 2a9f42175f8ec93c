// Bandwidth as somebody recorded it: how long so many bytes take, starting at some time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/law_fields.hpp"
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
};

std::vector<Field> trace_network_fields();

// Made ready: pieces of constant bandwidth, over and over.
class BandwidthTrace {
  public:
    // Throws UserError with the lines of everything that is wrong in the file.
    explicit BandwidthTrace(const TraceNetwork& network);

    Duration lap() const { return {lap_ns_}; }
    double bytes_a_lap() const { return ends_.back(); }
    // From then on, until so many bytes have passed.
    Duration transfer(Time start, int64_t bytes) const;

  private:
    void add(int64_t until_ns, double bytes);

    std::vector<int64_t> until_ns_;  // of each piece, from the lap's begin
    std::vector<double> ends_;       // bytes that have passed by then
    int64_t lap_ns_ = 0;
};

}  // namespace mdisim
