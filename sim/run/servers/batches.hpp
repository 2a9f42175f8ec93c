// Batches that fill: an idle replica may wait for more requests before it begins to run those that
// are first in line.
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

    // Whether replicas wait at all.
    bool wait() const { return delay_.ns > 0; }
    // When the request that is first in line has waited long enough. Requires a line with requests.
    Time due(WaitingLine& line, const RequestsInFlight& requests) const {
        return requests[line.front()].reached + delay_;
    }
    // Whether the batch that this line makes may still grow to `most` requests.
    bool fills(WaitingLine& line, const RequestsInFlight& requests, size_t most, Time now) const {
        return line.size() < most && now < due(line, requests);
    }
    // Execution time of so many requests together, to that of one.
    double factor(int64_t together) const {
        return 1 + each_further_ * static_cast<double>(together - 1);
    }

  private:
    Duration delay_;
    double each_further_ = 1;
};

}  // namespace mdisim
