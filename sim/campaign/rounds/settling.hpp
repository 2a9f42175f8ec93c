// Finds how many requests at the start of runs are not counted, where a scenario asks for it
// ("warm_up": "auto").
//
// Contract: a pilot runs all replications of every cell with nothing left out, and MSER-5 is
// applied to the mean of replications of each request's latency. The greatest number of all
// policies and points holds for all, so that they stay paired. It depends on the scenario alone.
// Cost: as much as the scenario itself, on the event path, each time. Nothing of it is stored.
#pragma once

#include <atomic>
#include <cstdint>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Throws UserError if a cell has no steady state that could be reached (loads and networks that
// change with time, logs, policies that learn or control), or if runs are too short to tell.
// jobs: threads; 0: all cores. Throws Interrupted when stopped; `stop` may be null.
int64_t automatic_warm_up(const Scenario& scenario, unsigned jobs, const std::atomic<bool>* stop);

// The requests of all replications of the cells that the pilot runs: those with something to wait
// for.
double pilot_requests(const Scenario& scenario);

}  // namespace mdisim
