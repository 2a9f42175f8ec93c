// The key of a stored run: a digest of all that it depends on, namely the resolved cell, the layout
// of random numbers, the sources of the simulation, among them what a tally holds, and those of the
// policies it uses.
#pragma once

#include <cstdint>

#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// The key of replication 0. with_replication() makes the keys of the others from it.
Digest cell_key(const Point& point, const Combination& policies);
// The key of replication 0 of a cell. world: digest of its world. The replication of the plan does
// not matter.
Digest cell_key(const Digest& world, Duration sla, const Plan& plan, const Combination& policies);
Digest with_replication(const Digest& cell, uint32_t replication);

}  // namespace mdisim
