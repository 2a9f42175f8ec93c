// What servers and transfers of a world cost.
#pragma once

#include "sim/measure/grading.hpp"

namespace mdisim {

struct World;

// The prices that a world's keys say; none where all of them are zero.
Prices prices_of(const World& world);

}  // namespace mdisim
