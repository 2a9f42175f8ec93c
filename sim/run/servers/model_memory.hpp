// The models in the servers' memory, if it does not hold all of them.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

// By model, whether memory holds it at the start.
std::vector<bool> models_at_start(const Servers& servers, const ReadyPool& models);

// At the start memory holds as many models as fit, the most accurate first. A model that is needed
// and not there is loaded; the least recently used models make room, and finish what they still
// run.
class ModelMemory {
  public:
    ModelMemory(const Servers& servers, const ReadyPool& models);

    // Loads a model that is to run now, if need be. Returns the time until it can run. Replicas
    // that need the model during its load wait for that load.
    Duration bring_in(uint16_t model, Time now) {
        if (!limited_) [[likely]]
            return {};
        return load(model, now);
    }

    // What is there, by model; empty without a limit.
    std::vector<ModelInMemory> view() const {
        std::vector<ModelInMemory> list;
        for (const ModelState& m : models_) list.push_back({m.loaded, m.load.ms()});
        return list;
    }

  private:
    struct ModelState {
        bool loaded = false;  // or being loaded until `ready`
        double mb = 0;
        Duration load;
        Time ready;
        Time used;
    };
    Duration load(uint16_t model, Time now);
    void make_room(double mb);

    bool limited_;
    double free_mb_;
    std::vector<ModelState> models_;
};

}  // namespace mdisim
