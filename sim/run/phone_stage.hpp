// What a phone does with a request before or while the cloud has it: loads and runs a model of its
// own, runs the front of a split model, shrinks a picture.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/deciders.hpp"
#include "sim/run/loaded_models.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class PhoneStage {
  public:
    PhoneStage(const ReadyWorld& world, const Plan& plan);

    // Whether what a phone can do depends on what it did before.
    bool loads() const { return loaded_.present(); }
    // Cost of running each of the phone's models when the request is created; empty if no model
    // must be loaded. Requires one call for each request, in the order of their creation.
    std::span<const PhoneModelCost> costs(const Outcome& request, uint32_t phone);

    // Carries out on the phone what the placement says is done there with the request, and fills in
    // the outcome. Returns false if the request is not sent, or a front answered it.
    bool run(Outcome& outcome, uint32_t phone, const Placement& placement, const Possible& request,
             Deciders& deciders) {
        if (placement.phone && !placement.copy_is_late())
            run_model(outcome, phone, placement.phone_model,
                      request.phone_run(placement.phone_model));
        if (placement.front != no_front) [[unlikely]]
            return run_front(outcome, world_.phones().fronts()[placement.front], request);
        if (placement.cloud && world_.pictures() != nullptr) [[unlikely]]
            preprocess(outcome, phone, request, deciders);
        return placement.cloud;
    }

    // Runs a model of the phone from outcome.phone_start on. execution: how long it runs.
    void run_model(Outcome& outcome, uint32_t phone, uint16_t model, Duration execution) {
        outcome.phone_model = model;
        outcome.phone = outcome.phone_start + execution;
        if (rescales_) [[unlikely]]
            outcome.phone_rescale = world_.phones().of(outcome.source).costs.rescaling(model);
        if (loaded_.present()) [[unlikely]]
            load(outcome, phone);
    }

  private:
    bool run_front(Outcome& outcome, const ReadyFront& front, const Possible& request) const;
    void load(Outcome& outcome, uint32_t phone);
    void preprocess(Outcome& outcome, uint32_t phone, const Possible& request,
                    Deciders& deciders) const;

    const ReadyWorld& world_;
    LoadedModels loaded_;
    bool rescales_;
    std::vector<PhoneModelCost> costs_;  // of the phone of the last call of costs()
};

}  // namespace mdisim
