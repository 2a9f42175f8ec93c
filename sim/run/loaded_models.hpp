// Which of its own models a phone has in memory. A model is loaded when it is first run, and again
// after the system has evicted the app between two sessions.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/phone.hpp"

namespace mdisim {

// Contract: told of requests in the order of their creation, by both paths, so that what is in
// memory is a function of that order and of what was decided before.
class LoadedModels {
  public:
    LoadedModels(const std::optional<Phone>& phone, int64_t phones, const ReadyPool& models,
                 uint64_t seed, uint32_t replication);

    // Whether any model must be loaded; else nothing need be asked or told.
    bool present() const { return !models_.empty(); }
    // A request is created: perhaps the first of a session.
    void begin(uint32_t phone);
    // How long until the model can run.
    Duration left(uint32_t phone, uint16_t model, Time now) const;
    struct Brought {
        Duration wait;
        Duration load;  // of that, what is loaded because of this request
    };
    Brought bring_in(uint32_t phone, uint16_t model, Time now);

  private:
    struct App {
        uint64_t requests = 0;
        uint64_t sessions = 0;
    };
    struct Held {
        bool there = false;
        Time ready;
    };
    Held& held(uint32_t phone, uint16_t model) { return models_[phone * loads_.size() + model]; }

    std::optional<Sessions> sessions_;
    uint64_t seed_;
    uint32_t replication_;
    std::vector<Duration> loads_;
    std::vector<App> apps_;
    std::vector<Held> models_;  // of all phones
};

}  // namespace mdisim
