#include "sim/campaign/cell_key.hpp"

#include <cstdint>
#include <string_view>

#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/identity/source_digests.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/absorb.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {
namespace {

void absorb(Hasher& hasher, const Chosen& chosen) {
    const PolicyIdentity identity = identity_of(*chosen.entry);
    hasher.absorb(full_name(*chosen.entry)).absorb(name_of(identity.by)).absorb(identity.digest);
    absorb_object(hasher, chosen.entry->options, chosen.options.get());
}

}  // namespace

Digest cell_key(const Point& point, const Combination& policies) {
    return cell_key(point.world_digest, Duration::from_ms(point.setting.sla_ms), point.plan(),
                    policies);
}

Digest cell_key(const Digest& world, Duration sla, const Plan& plan, const Combination& policies) {
    Hasher hasher;
    hasher.absorb(std::string_view(simulation_digest()))
        .absorb(int64_t{rng_layout})
        .absorb(world.low)
        .absorb(world.high)
        .absorb(sla.ns)
        .absorb(plan.requests)
        .absorb(plan.end.ns)
        .absorb(plan.warm_up)
        .absorb(plan.seed);
    for (const DecisionPoint& point : decision_points) {
        if (policies[point.decision]) absorb(hasher, policies[point.decision]);
    }
    return hasher.digest();
}

Digest with_replication(const Digest& cell, uint32_t replication) {
    return Hasher().absorb(cell.low).absorb(cell.high).absorb(uint64_t{replication}).digest();
}

}  // namespace mdisim
