// What benchmarks share: nanoseconds for each unit of work, beside the goal.
#pragma once

#include <benchmark/benchmark.h>

namespace mdisim {

// Reports ns per unit and how far the goal is: above 1 is slower than the goal.
inline void per_unit(benchmark::State& state, double units_per_iteration, double goal_ns) {
    const double units = units_per_iteration * static_cast<double>(state.iterations());
    using benchmark::Counter;
    state.counters["s_per_unit"] = Counter(units, Counter::kIsRate | Counter::kInvert);
    state.counters["of_goal"] =
        Counter(units * goal_ns * 1e-9, Counter::kIsRate | Counter::kInvert);
}

}  // namespace mdisim
