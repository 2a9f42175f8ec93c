// Trying out servers: each model alone, on each arrangement of the cores, at rising rates. What
// comes out is what control policies that override `consult` look up.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct Trial {
    uint16_t model = 0;
    Arrangement on;
    double rate_per_s = 0;
    World world;  // the same servers, with that model alone and Poisson arrivals
    Plan plan;
};

// Which arrangements of the cores.
enum class Tried { as_described, all };

// In the order of model, arrangement and rate. Needs a world with servers.
std::vector<Trial> trials_of(const ReadyWorld& world, Tried tried = Tried::all);

// latencies: of the trials, in their order.
Characterisation characterisation(const std::vector<Trial>& trials,
                                  std::vector<Histogram> latencies);

// All at once, one after the other.
Characterisation characterise(const ReadyWorld& world);

// What trials are run with: no deadline matters to them.
Cell cell_of(const Trial& trial);

}  // namespace mdisim
