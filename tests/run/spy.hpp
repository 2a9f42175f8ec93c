// A select policy that is in no registry: it writes down what it is shown and answers as it is
// told. And the numbers of a request, straight from their addresses.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::spying {

struct Seen {
    double sla_ms;
    double uplink_ms;
    double network_ms;
    std::vector<ModelBelief> offer;  // by place in the pool
    QueueView queue;
    size_t learnt;  // measurements that had arrived
};

struct Spy {
    std::function<uint16_t(const Seen&)> answer = [](const Seen&) { return uint16_t{0}; };
    bool learns = false;

    std::vector<Seen> seen;
    std::vector<Measured> learnt;

    Combination combination(const std::string& place = "cloud") {
        entry_.name = "spy";
        entry_.needs.learning = learns;
        entry_.maker =
            Maker<Select>([this](const void*) { return std::make_unique<Policy>(*this); });
        return {"spy", {worlds::chosen(Decision::place, place), {&entry_, nullptr}}};
    }
    CellResult run(const World& world, double sla_ms, const Plan& plan,
                   const std::string& place = "cloud") {
        const Cell cell{std::make_shared<const ReadyWorld>(world), Duration::from_ms(sla_ms),
                        combination(place)};
        return simulate({&cell, 1}, plan).front();
    }

  private:
    class Policy final : public Select {
      public:
        explicit Policy(Spy& spy) : spy_(spy) {}
        uint16_t choose(const SelectView& view, Draw&) const override {
            Seen s{view.sla_ms, view.uplink_ms, view.network_ms, {}, view.queue, 0};
            s.learnt = spy_.learnt.size();
            for (const ModelBelief& m : view.models.by_accuracy()) s.offer.push_back(m);
            std::sort(s.offer.begin(), s.offer.end(),
                      [](const auto& a, const auto& b) { return a.model < b.model; });
            spy_.seen.push_back(s);
            return spy_.answer(s);
        }
        void learn(const Measured& measured) override { spy_.learnt.push_back(measured); }

      private:
        Spy& spy_;
    };
    PolicyEntry entry_;
};

inline double uniform(const Plan& plan, Purpose purpose, uint64_t index, size_t lane,
                      uint32_t block = 0) {
    const Lanes lanes = random_lanes(plan.seed, {purpose, block, plan.replication, 0, index});
    return uniform_of(lanes.lane[lane]);
}
inline Duration draw(const Law& law, double uniform) {
    const double ms = Sampler(law).quantile(uniform);
    return Duration::from_ms(ms > 0 ? ms : 0);
}

}  // namespace mdisim::spying
