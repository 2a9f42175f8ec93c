// The controller of one run: it asks the control policy, and keeps its last decision.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "sim/decide/control.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Controller {
  public:
    // site: whose servers the policy controls.
    Controller(const Cell& cell, const Plan& plan, const ReadySite& site);

    bool present() const { return policy_ != nullptr; }
    // Time between two decisions; zero: there is one decision only.
    Duration period() const { return period_; }
    const Operation& running() const { return running_; }
    // The model that alone is active; no_model if all are on offer.
    uint16_t active_model() const {
        return running_.model == any_model ? no_model : running_.model;
    }
    void arrived(Time stamp) {
        if (policy_) arrivals_.add(stamp);
    }
    // Asks the policy for a decision. Returns whether it differs from the last one.
    bool ask(Time now, const QueueView& queue, std::span<const ModelBelief> beliefs,
             std::span<const ModelInMemory> memory);
    // Passes a measurement on. Returns whether the policy wants to be asked at once.
    bool learn(const Served& served) { return policy_->learn(served); }
    // The digest of all decisions with their times.
    const Digest& decisions() const { return decisions_; }

  private:
    void check(const Operation& operation) const;

    const ReadyWorld& world_;
    Plan plan_;
    double sla_ms_;
    std::unique_ptr<Control> policy_;
    Duration period_;
    Operation running_;
    RecentArrivals arrivals_;
    uint64_t asked_ = 0;
    Digest decisions_;
};

// The view of a control policy at the start of a run.
ControlView first_view(const ReadyWorld& world, double sla_ms, const RecentArrivals& none);

}  // namespace mdisim
