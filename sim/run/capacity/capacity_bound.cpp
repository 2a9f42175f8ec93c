#include "sim/run/capacity/capacity_bound.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include "sim/run/capacity/demand.hpp"
#include "sim/run/capacity/price_bound.hpp"
#include "sim/run/capacity/schedule.hpp"

namespace mdisim {

CapacityTally capacity_bound(const ReadyWorld& world, Duration sla, const Plan& plan) {
    const CapacityBoundRequest asked =
        world.described().capacity_bound.value_or(CapacityBoundRequest{});
    Duration step{sla.ns / 2};
    if (asked.step_ms) step = Duration::from_ms(*asked.step_ms);
    const Demand demand = demand_of(world, sla, plan);
    const PriceBound bound =
        price_bound(demand, std::max(step, Duration::from_ms(1)), asked.rounds);
    return {bound.most, foreseen(demand, bound.prices)};
}

CapacityTally CapacityBounds::of(const ReadyWorld& world, Duration sla, const Plan& plan) {
    std::shared_ptr<Known> known;
    {
        const std::lock_guard lock(guard_);
        std::shared_ptr<Known>& found =
            known_[{sla.ns, plan.seed, plan.replication, plan.requests, plan.warm_up, plan.end.ns}];
        if (!found) found = std::make_shared<Known>();
        known = found;
    }
    std::call_once(known->computed, [&] { known->tally = capacity_bound(world, sla, plan); });
    return known->tally;
}

CapacityTally capacity_of(const Cell& cell, const Plan& plan) {
    return cell.bounds != nullptr ? cell.bounds->of(*cell.world, cell.sla, plan)
                                  : capacity_bound(*cell.world, cell.sla, plan);
}

}  // namespace mdisim
