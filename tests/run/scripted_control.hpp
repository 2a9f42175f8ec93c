// A control policy that is in no registry: it does what the test says, and writes down what it was
// shown.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::scripted {

struct Shown {
    double now_ms;
    Operation running;
    QueueView queue;
    double rate_per_s;  // of the last three stamps
    double mu_ms;       // believed of the first model
};

struct Script {
    double period_ms = 0;
    std::function<Operation(const ControlView&)> answer = [](const ControlView& v) {
        return v.running;
    };
    std::function<bool(const Served&)> learn = [](const Served&) { return false; };

    std::vector<Shown> shown;
    std::vector<Served> served;

    Tally run(const World& world, double sla_ms, uint64_t requests,
              const std::string& select = "fastest") {
        entry_.name = "scripted";
        entry_.decision = Decision::control;
        entry_.maker =
            Maker<Control>([this](const void*) { return std::make_unique<Policy>(*this); });
        Combination c = worlds::combination(select);
        c[Decision::control] = {&entry_, nullptr};
        const Cell cell{std::make_shared<const ReadyWorld>(world), Duration::from_ms(sla_ms), c};
        return std::move(simulate({&cell, 1}, worlds::plan(requests)).front().tally);
    }

  private:
    class Policy final : public Control {
      public:
        explicit Policy(Script& script) : script_(script) {}
        double period_ms() const override { return script_.period_ms; }
        Operation decide(const ControlView& v, Draw&) override {
            script_.shown.push_back(
                {v.now_ms, v.running, v.queue, v.arrivals.rate_per_s(3), v.models[0].mu_ms});
            return script_.answer(v);
        }
        bool learn(const Served& served) override {
            script_.served.push_back(served);
            return script_.learn(served);
        }

      private:
        Script& script_;
    };
    PolicyEntry entry_;
};

// Constant times, no network, one replica: everything can be worked out by hand.
inline World world() {
    World w;
    w.models.list = {worlds::model("slow", 0.9, 100, 0), worlds::model("quick", 0.5, 10, 0)};
    LatencyLink link;
    link.latency = Constant{0};
    w.network = link;
    w.payload = {0, 0};
    w.servers = Servers{};
    w.servers->choose_at = ChooseAt::start;
    return w;
}

inline Operation offering(const ControlView& view, uint16_t model) {
    Operation next = view.running;
    next.model = model;
    return next;
}

inline double ms(uint128 ns) { return static_cast<double>(ns) / 1e6; }

inline Workload all_at(std::vector<double> stamps_ms) {
    return StampWorkload{std::move(stamps_ms)};
}

}  // namespace mdisim::scripted
