// A run as a trace that Perfetto and chrome://tracing open (Chrome's Trace Event Format).
//
// Contract: each policy is a process with a track for each phone, each way of the network and the
// servers. A track has as many lanes (threads) as it needs, so that slices in a lane do not
// overlap; limited servers need at most as many as they have replicas. Every slice has the number
// of its request, and arrows lead from stage to stage. Times are exact to the nanosecond.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "sim/campaign/watched.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Timeline {
  public:
    explicit Timeline(std::ostream& out);
    // Adds a policy, with the records of its requests and the models that were active.
    void add(const std::string& policy, const ReadyWorld& world, const Watched& watched);
    void finish();

  private:
    std::ostream& out_;
    uint64_t process_ = 0;
    bool first_ = true;
};

}  // namespace mdisim
