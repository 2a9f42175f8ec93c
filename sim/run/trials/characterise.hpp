// Trials of servers: each model alone, on each arrangement of the cores, at rising rates. Control
// policies that override `consult` look their results up.
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
    World world;  // the servers tried, with `model` alone and Poisson arrivals
    Plan plan;
};

// The arrangements of the cores that are tried.
enum class Tried { as_described, all };

// The trials in the order of model, arrangement and rate. Requires a world with servers.
std::vector<Trial> trials_of(const ReadyWorld& world, Tried tried = Tried::all);

// latencies: a histogram for each trial, in their order.
Characterisation characterisation(const std::vector<Trial>& trials,
                                  std::vector<Histogram> latencies);

// The cell that a trial runs. Its deadline is of no consequence.
Cell cell_of(const Trial& trial);

}  // namespace mdisim
