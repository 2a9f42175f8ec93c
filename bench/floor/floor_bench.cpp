// Floors: what no simulation with our contract can leave out. Unit of work: one request.
#include "bench/support.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {
namespace {

struct Lane {
    double first[column_size];
    double second[column_size];
};

void draw(Purpose purpose, uint64_t first, Lane& lane) {
    columns().uniforms(1, {purpose, 0, 0, 0, first}, column_size, lane.first, lane.second);
}

// Two blocks and two normal quantiles, of the network and of execution.
void draw_request(uint64_t first, Lane& lane) {
    for (Purpose purpose : {network_draws, execution_draws}) {
        draw(purpose, first, lane);
        columns().normal_quantiles(lane.first, column_size, lane.first);
        benchmark::DoNotOptimize(lane);
    }
}

// Of an open world under a policy that draws nothing.
void draws_of_two(benchmark::State& state) {
    Lane lane;
    for (uint64_t first = 0; auto _ : state) {
        draw_request(first, lane);
        first += column_size;
    }
    per_unit(state, column_size, {});
}
BENCHMARK(draws_of_two);

// Under one that draws.
void draws_of_three(benchmark::State& state) {
    Lane lane;
    for (uint64_t first = 0; auto _ : state) {
        draw_request(first, lane);
        draw(draws_of(Decision::select), first, lane);
        benchmark::DoNotOptimize(lane);
        first += column_size;
    }
    per_unit(state, column_size, {});
}
BENCHMARK(draws_of_three);

// Of M/M/1: draws, and Lindley's recursion for the wait.
void lindley(benchmark::State& state) {
    Lane gap, service;
    uint64_t first = 0;
    int64_t wait = 0;
    int64_t total = 0;
    for (auto _ : state) {
        draw(arrival_draws, first, gap);
        columns().exponential_quantiles(gap.first, column_size, gap.first);
        draw(execution_draws, first, service);
        columns().exponential_quantiles(service.first, column_size, service.first);
        for (size_t i = 0; i < column_size; ++i) {
            const int64_t change =
                round_to_integer(service.first[i] * 1e7) - round_to_integer(gap.first[i] * 1.1e7);
            wait = wait + change > 0 ? wait + change : 0;
            total += wait;
        }
        first += column_size;
    }
    benchmark::DoNotOptimize(total);
    per_unit(state, column_size, {32});
}
BENCHMARK(lindley);

}  // namespace
}  // namespace mdisim
