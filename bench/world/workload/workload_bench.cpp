// Creation times. Unit of work: one request.
#include "bench/support.hpp"
#include "sim/engine/columns.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim {
namespace {

RateWorkload default_profile() {
    RateWorkload load;
    load.rate = 0.55;
    load.unit_per_s = 20;
    load.pieces = {{80, 120, 0.95, false}, {125, 140, 2.7, false}, {140, 160, 1.2, false}};
    load.repeat_s = 300;
    return load;
}

void create(benchmark::State& state, const Workload& workload, double goal_ns) {
    const ReadyWorkload ready(workload);
    Arrivals arrivals(ready, 1, 0);
    double uniforms[column_size], others[column_size];
    columns().uniforms(1, {}, column_size, uniforms, others);
    Time created[column_size];
    for (auto _ : state) {
        benchmark::DoNotOptimize(arrivals.next(column_size, uniforms, created));
    }
    per_unit(state, column_size, {goal_ns});
}

void poisson(benchmark::State& state) { create(state, PoissonWorkload{20}, 5); }
void rate_in_steps(benchmark::State& state) { create(state, default_profile(), 30); }
void rate_in_waves(benchmark::State& state) {
    RateWorkload load = default_profile();
    load.waves = {{0.2, {}, 20.0, 0}};
    create(state, load, 200);
}
void mmpp(benchmark::State& state) {
    create(state, ModulatedWorkload{1, {{"quiet", 5, 2, 1}, {"busy", 90, 1, 1}}}, 30);
}
BENCHMARK(poisson);
BENCHMARK(rate_in_steps);
BENCHMARK(rate_in_waves);
BENCHMARK(mmpp);

}  // namespace
}  // namespace mdisim
