// A check value of arithmetic: a digest of a few thousand calculations of every kind that results
// are made of. Machines and builds with equal values add, multiply and take roots in the same way.
// Results from different values must not be mixed.
#pragma once

#include "sim/engine/digest.hpp"

namespace mdisim {

Digest arithmetic_canary();

}  // namespace mdisim
