// The key of a stored run: a digest of all that the run depends on, namely the resolved cell, the
// layout of random numbers, the sources of the simulation (and with them what a tally holds), and
// the identities of the policies in use (policy_identity.hpp).
#pragma once

#include <cstdint>

#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// The key of replication 0, from which with_replication() makes the keys of all replications.
Digest cell_key(const Point& point, const Combination& policies);
// The key of replication 0 of a cell. `world` is the digest of the cell's world. The replication of
// the plan does not matter.
Digest cell_key(const Digest& world, Duration sla, const Plan& plan, const Combination& policies);
Digest with_replication(const Digest& cell, uint32_t replication);

}  // namespace mdisim
