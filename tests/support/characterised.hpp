// The tables of a world's servers, made by one thread without a store.
#pragma once

#include <utility>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/characterise.hpp"
#include "sim/world/world.hpp"

namespace mdisim::testing {

inline Characterisation characterised(const ReadyWorld& world) {
    const std::vector<Trial> trials = trials_of(world);
    std::vector<Histogram> latencies;
    for (const Trial& trial : trials) {
        const Cell cell = cell_of(trial);
        latencies.push_back(std::move(simulate({&cell, 1}, trial.plan).front().tally.latencies));
    }
    return characterisation(trials, std::move(latencies));
}

}  // namespace mdisim::testing
