// What a stored run depends on, in 128 bits: the resolved cell, the layout of random numbers, the
// schema of results, the sources of the simulation and of each policy it uses.
#pragma once

#include <cstdint>

#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// The key of replication 0; with_replication gives the others'.
Digest cell_key(const Point& point, const Combination& policies);
// The same of a world by its digest, whatever the replication of the plan.
Digest cell_key(const Digest& world, Duration sla, const Plan& plan, const Combination& policies);
Digest with_replication(const Digest& cell, uint32_t replication);

}  // namespace mdisim
