// A digest of a few thousand calculations of every kind that results are made of. Machines and
// builds that give the same canary add, multiply and take roots in the same way. Results of
// machines with different canaries must not be mixed.
#pragma once

#include "sim/engine/digest.hpp"

namespace mdisim {

Digest arithmetic_canary();

}  // namespace mdisim
