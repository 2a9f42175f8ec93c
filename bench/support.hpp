// What benchmarks share: nanoseconds for each unit of work, beside the goal and the floor.
#pragma once

#include <benchmark/benchmark.h>

#include <string>

namespace mdisim {

struct Goal {
    double ns = 0;           // for one unit of work; 0: it has none
    double stretch_ns = 0;   // what would be better still; 0: not said
    const char* floor = "";  // the benchmark that does only what cannot be left out
    const char* unit = "request";
};

// Reports seconds per unit, and in its label what scripts/bench makes ratios of.
inline void per_unit(benchmark::State& state, double units_per_iteration, const Goal& goal) {
    const double units = units_per_iteration * static_cast<double>(state.iterations());
    using benchmark::Counter;
    state.counters["s_per_unit"] = Counter(units, Counter::kIsRate | Counter::kInvert);
    state.SetLabel("unit=" + std::string(goal.unit) + " goal=" + std::to_string(goal.ns) +
                   " stretch=" + std::to_string(goal.stretch_ns) + " floor=" + goal.floor);
}

}  // namespace mdisim
