// Which models are in the servers' memory, where it does not hold all of them.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

// Begins with as many as fit, the most accurate first. A model that is needed and not there is
// loaded; the models not used for longest make room, and finish what they still run.
class ModelMemory {
  public:
    ModelMemory(const Servers& servers, const ReadyPool& models);

    // The model is to run now: how long until it can. Replicas that need it meanwhile wait for the
    // same load.
    Duration bring_in(uint16_t model, Time now) {
        if (!limited_) [[likely]]
            return {};
        return load(model, now);
    }

  private:
    struct Held {
        bool there = false;
        double mb = 0;
        Duration load;
        Time ready;
        Time used;
    };
    Duration load(uint16_t model, Time now);
    void make_room(double mb);

    bool limited_;
    double free_mb_;
    std::vector<Held> models_;
};

}  // namespace mdisim
