// The models that a phone has in memory. A model is loaded when it is first run, and again after
// the system has evicted the app between two sessions.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/world/phone/ready_phones.hpp"

namespace mdisim {

// Contract: begin() is called when a request is created and bring_in() when the phone needs a
// model, in the order of time in every form, so that what is in memory is a function of that order
// and of earlier decisions. kind: of the phone; its models are counted from zero.
class LoadedModels {
  public:
    LoadedModels(const ReadyPhones& phones, uint64_t seed, uint32_t replication);

    // Whether any model must be loaded; if not, the functions below need not be called.
    bool present() const { return !apps_.empty(); }
    // A request is created, which may be the first of a session.
    void begin(uint32_t phone, const PhoneKind& kind);
    // Time until the model can run.
    Duration left(uint32_t phone, const PhoneKind& kind, size_t model, Time now) const;
    struct Brought {
        Duration wait;  // until the model can run
        Duration load;  // the part of `wait` for a load that this request started
    };
    Brought bring_in(uint32_t phone, const PhoneKind& kind, size_t model, Time now);

  private:
    struct App {
        uint64_t requests = 0;
        uint64_t sessions = 0;
    };
    struct ModelState {
        bool loaded = false;  // or being loaded until `ready`
        Time ready;
    };
    size_t at(uint32_t phone, size_t model) const { return phone * models_of_each_ + model; }

    uint64_t seed_;
    uint32_t replication_;
    size_t models_of_each_;        // room for the models of one phone
    std::vector<Duration> loads_;  // by model of the pool of all phones' models
    std::vector<App> apps_;        // by phone; empty if no model must be loaded
    std::vector<ModelState> models_;
};

}  // namespace mdisim
