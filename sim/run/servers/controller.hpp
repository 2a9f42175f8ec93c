// What asks a control policy during one run, and keeps what it answered.
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
#include "sim/world/world.hpp"

namespace mdisim {

class Controller {
  public:
    Controller(const Cell& cell, const Plan& plan);

    bool present() const { return policy_ != nullptr; }
    // Zero: it need not be asked again.
    Duration period() const { return period_; }
    const Operation& running() const { return running_; }
    uint16_t active_model() const {  // the one that is held
        return running_.model == any_model ? no_model : running_.model;
    }
    void arrived(Time stamp) {
        if (policy_) arrivals_.add(stamp);
    }
    // Asks what to run from now on; whether that is something else.
    bool ask(Time now, const QueueView& queue, std::span<const ModelBelief> beliefs);
    // Whether the policy wants to be asked at once.
    bool learn(const Served& served) { return policy_->learn(served); }
    // Over what was decided, and when.
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

// What a control policy gets to see of a world before anything has happened in it.
ControlView first_view(const ReadyWorld& world, double sla_ms, const RecentArrivals& none);

}  // namespace mdisim
