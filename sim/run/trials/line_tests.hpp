// Lines fitted to pictures that were measured at several places, and how far they are off: what
// PieSlicer's Tables 2 and 3 are made of.
#pragma once

#include <cstdint>

#include "sim/measure/line_errors.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Measures pictures at each of the places that `lines` of the world's picture trials picks, fits a
// line to each stage, and counts its errors on what was put aside. Requires a world with such
// `lines`. A function of the world and the replication.
LineErrors test_lines(const ReadyWorld& world, uint32_t replication);

}  // namespace mdisim
