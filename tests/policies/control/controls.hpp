// Control policies of the registry, asked without a simulation.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/time.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::controls {

// Three models that trade accuracy for time, on four replicas.
class Servers {
  public:
    explicit Servers(const std::string& policy, const std::string& settings = "{}")
        : chosen_(worlds::chosen(Decision::control, policy)) {
        std::vector<Problem> problems;
        Decoder(problems).decode_object(parse_document(settings, ""), chosen_.entry->options,
                                        chosen_.options.get(), "");
        REQUIRE(problems.empty());
    }

    Control& policy() {
        if (!policy_) {
            policy_ = chosen_.entry->make<Control>(chosen_.options.get());
            if (tables != nullptr) policy_->consult(*tables);
        }
        return *policy_;
    }
    Operation ask() {
        Draw draw(1, {draws_of(Decision::control), 0, 0, 0, 0});
        running = policy().decide(view(), draw);
        return running;
    }
    ControlView view() const {
        return {now_ms,       sla_ms, running, 4,      most_replicas,
                arrangements, queue,  recent,  models, names};
    }
    // The last 20 stamps, so many a second.
    void arrive_at(double rate_per_s) {
        recent = {};
        for (int i = 0; i < 20; ++i) recent.add(Time{} + Duration::from_ms(i * 1000 / rate_per_s));
    }

    double now_ms = 0;
    double sla_ms = 500;
    int64_t most_replicas = 4;
    Operation running{any_model, {4, 1}, 1};
    QueueView queue{4, 0, 0};
    RecentArrivals recent;
    std::vector<Arrangement> arrangements = {{4, 1}, {2, 2}};
    std::vector<ModelBelief> models = {{10, 0, 0.5, 0}, {40, 0, 0.7, 1}, {100, 0, 0.8, 2}};
    std::vector<std::string> names = {"quick", "middle", "slow"};
    const Characterisation* tables = nullptr;  // consulted when the policy is first asked

  private:
    Chosen chosen_;
    std::unique_ptr<Control> policy_;
};

// A trial in which a share of the answers took 100 ms, the others 1000.
inline Characterisation::AtRate trial(double rate_per_s, int in_time_of_100) {
    Characterisation::AtRate t;
    t.rate_per_s = rate_per_s;
    for (int i = 0; i < 100; ++i)
        t.latencies.add(Duration::from_ms(i < in_time_of_100 ? 100 : 1000));
    return t;
}

}  // namespace mdisim::controls
