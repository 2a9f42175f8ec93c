// What the servers' cores allow the requests of a run: the price bound (price_bound.hpp), which no
// decisions exceed, and beside it what a schedule that knows all requests reaches (schedule.hpp).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// The bound of the counted requests of a run. sla: the deadline of the cell. A world that does not
// ask for the bound has it computed as by default. Requires limited servers.
CapacityTally capacity_bound(const ReadyWorld& world, Duration sla, const Plan& plan);

// The capacity bounds of the runs of one world, each computed once, by the first who asks for it.
// May be used by several threads.
class CapacityBounds {
  public:
    CapacityTally of(const ReadyWorld& world, Duration sla, const Plan& plan);

  private:
    struct Key {
        int64_t sla_ns;
        uint64_t seed;
        uint32_t replication;
        uint64_t requests;
        uint64_t warm_up;
        int64_t end_ns;
        auto operator<=>(const Key&) const = default;
    };
    struct Known {
        std::once_flag computed;
        CapacityTally tally;
    };

    std::mutex guard_;
    std::map<Key, std::shared_ptr<Known>> known_;
};

// The bound of a cell's run, which its `bounds` may have.
CapacityTally capacity_of(const Cell& cell, const Plan& plan);

}  // namespace mdisim
