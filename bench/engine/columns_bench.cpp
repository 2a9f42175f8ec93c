// Our own draws, batched and one by one. Unit of work: one variate.
#include "bench/support.hpp"
#include "sim/engine/columns.hpp"

namespace mdisim {
namespace {

const ColumnOps& ops(const benchmark::State& state) {
    return state.range(0) == 0 ? scalar_columns() : columns();
}

struct Draws {
    alignas(64) double a[column_size];
    alignas(64) double b[column_size];
};

void fill(const ColumnOps& o, Draws& draws, uint64_t first) {
    o.uniforms(1, {Purpose{1}, 0, 0, 0, first}, column_size, draws.a, draws.b);
}

// The goal of what is drawn one by one, or many at once.
Goal goal(const benchmark::State& state, double scalar_ns, double vector_ns) {
    return {state.range(0) == 0 ? scalar_ns : vector_ns, 0, "", "variate"};
}

// A block gives two uniforms.
void uniforms(benchmark::State& state) {
    Draws draws;
    uint64_t first = 0;
    for (auto _ : state) {
        fill(ops(state), draws, first += column_size);
        benchmark::DoNotOptimize(draws);
    }
    per_unit(state, 2 * column_size, goal(state, 8.5, 3.5));
}
BENCHMARK(uniforms)->ArgName("vector")->Arg(0)->Arg(1);

void normals(benchmark::State& state) {
    Draws draws;
    fill(columns(), draws, 0);
    for (auto _ : state) {
        ops(state).normal_quantiles(draws.a, column_size, draws.b);
        benchmark::DoNotOptimize(draws);
    }
    per_unit(state, column_size, goal(state, 23, 9));
}
BENCHMARK(normals)->ArgName("vector")->Arg(0)->Arg(1);

void exponentials(benchmark::State& state) {
    Draws draws;
    fill(columns(), draws, 0);
    for (auto _ : state) {
        ops(state).exponential_quantiles(draws.a, column_size, draws.b);
        benchmark::DoNotOptimize(draws);
    }
    per_unit(state, column_size, goal(state, 8, 4));
}
BENCHMARK(exponentials)->ArgName("vector")->Arg(0)->Arg(1);

}  // namespace
}  // namespace mdisim
