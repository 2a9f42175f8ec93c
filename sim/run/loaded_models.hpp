// The models that a phone has in memory. A model is loaded when it is first run, and again after
// the system has evicted the app between two sessions.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/phone.hpp"

namespace mdisim {

// Contract: begin() is called when a request is created and bring_in() when the phone needs a
// model, in the order of time in every form, so that what is in memory is a function of that order
// and of earlier decisions.
class LoadedModels {
  public:
    LoadedModels(const std::optional<Phone>& phone, int64_t phones, const ReadyPool& models,
                 uint64_t seed, uint32_t replication);

    // Whether any model must be loaded; if not, the functions below need not be called.
    bool present() const { return !models_.empty(); }
    // A request is created, which may be the first of a session.
    void begin(uint32_t phone);
    // Time until the model can run.
    Duration left(uint32_t phone, uint16_t model, Time now) const;
    struct Brought {
        Duration wait;  // until the model can run
        Duration load;  // the part of `wait` for a load that this request started
    };
    Brought bring_in(uint32_t phone, uint16_t model, Time now);

  private:
    struct App {
        uint64_t requests = 0;
        uint64_t sessions = 0;
    };
    struct ModelState {
        bool loaded = false;  // or being loaded until `ready`
        Time ready;
    };
    ModelState& state(uint32_t phone, uint16_t model) {
        return models_[phone * loads_.size() + model];
    }

    std::optional<Sessions> sessions_;
    uint64_t seed_;
    uint32_t replication_;
    std::vector<Duration> loads_;
    std::vector<App> apps_;
    std::vector<ModelState> models_;  // by phone, then by model
};

}  // namespace mdisim
