// A run as a trace that Perfetto and chrome://tracing open (Chrome's Trace Event Format).
//
// Contract: a process for each policy, in it a track for each phone, both ways of the network and
// the servers. A track has as many lanes (threads) as it needs for slices in a lane never to
// overlap; limited servers never need more than they have replicas. Every slice says which request
// it is of, and arrows lead from stage to stage. Times are exact to the nanosecond.
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
    // The next policy, by what became of its requests and which models were active.
    void add(const std::string& policy, const ReadyWorld& world, const Watched& watched);
    void finish();

  private:
    std::ostream& out_;
    uint64_t process_ = 0;
    bool first_ = true;
};

}  // namespace mdisim
