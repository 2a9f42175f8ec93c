// Runs of cells as a campaign makes them, replication after replication.
#pragma once

#include "bench/support.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::runs {

inline Plan plan(uint64_t requests) { return worlds::plan(requests); }

inline void run_all(benchmark::State& state, const std::vector<Cell>& cells, Plan plan,
                    const Goal& goal) {
    uint64_t counted = 0;
    for (auto _ : state) {
        const auto results = simulate(cells, plan);
        for (const CellResult& result : results) counted += result.tally.requests;
        ++plan.replication;
    }
    per_unit(state, static_cast<double>(counted) / static_cast<double>(state.iterations()), goal);
}

}  // namespace mdisim::runs
