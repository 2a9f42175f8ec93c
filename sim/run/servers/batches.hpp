// Batching: an idle replica may wait for more requests before it runs those that are first in line.
#pragma once

#include <cstdint>

#include "sim/engine/time.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/servers/lines.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

class Batches {
  public:
    explicit Batches(const Servers& servers) {
        if (!servers.batching) return;
        delay_ = Duration::from_ms(servers.batching->max_delay_ms);
        each_further_ = servers.batching->each_further;
    }

    // Whether replicas ever wait for more requests.
    bool wait() const { return delay_.ns > 0; }
    // The time until which a replica waits for more requests. Requires a line with requests.
    Time due(WaitingLine& line, const RequestsInFlight& requests) const {
        return requests[line.front()].reached + delay_;
    }
    // Whether a replica still waits for this line to grow to `most` requests.
    bool fills(WaitingLine& line, const RequestsInFlight& requests, size_t most, Time now) const {
        return line.size() < most && now < due(line, requests);
    }
    // Execution time of `together` requests as a multiple of that of one.
    double factor(int64_t together) const {
        return 1 + each_further_ * static_cast<double>(together - 1);
    }

  private:
    Duration delay_;
    double each_further_ = 1;
};

}  // namespace mdisim
