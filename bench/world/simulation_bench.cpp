// Whole runs, single thread, all metrics on. Unit of work: one request of one cell.
#include "bench/support.hpp"
#include "sim/engine/columns.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

// MDInference's shape: 24 models, truncated-normal network and execution, no queue.
World mdinference_shape() {
    World world;
    for (int m = 0; m < 24; ++m) {
        const double mean_ms = 2.5 + 5 * m;
        world.models.list.push_back(
            worlds::model("m" + std::to_string(m), 0.4 + 0.018 * m, mean_ms, mean_ms / 50));
    }
    LatencyLink link;
    link.latency = TruncatedNormal{50, 25};
    world.network = link;
    return world;
}

std::vector<Cell> sweep(const std::vector<const char*>& policies, int deadlines) {
    const auto world = std::make_shared<const ReadyWorld>(mdinference_shape());
    std::vector<Cell> cells;
    for (int d = 0; d < deadlines; ++d) {
        for (const char* policy : policies) {
            cells.push_back({world, Duration::from_ms(250 - 5 * d), worlds::combination(policy)});
        }
    }
    return cells;
}

void run_all(benchmark::State& state, const std::vector<Cell>& cells, uint64_t requests,
             double goal_ns) {
    uint32_t replication = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(simulate(cells, worlds::plan(requests, replication++)));
    }
    per_unit(state, static_cast<double>(requests * cells.size()), goal_ns);
}

void mdinference(benchmark::State& state) {
    run_all(state, sweep({"mdinference"}, 1), 100000, 125);
}
BENCHMARK(mdinference)->Unit(benchmark::kMillisecond);

void static_greedy(benchmark::State& state) {
    run_all(state, sweep({"static_greedy"}, 1), 100000, 83);
}
BENCHMARK(static_greedy)->Unit(benchmark::kMillisecond);

void shared_tape(benchmark::State& state) {
    const std::vector<Cell> cells = sweep({"static_greedy", "most_accurate_within_budget",
                                           "mdinference", "modipick", "pure_random", "clairvoyant"},
                                          10);
    run_all(state, cells, 10000, 67);
}
BENCHMARK(shared_tape)->Unit(benchmark::kMillisecond);

World queue(int64_t replicas) {
    World world;
    Model model = worlds::model("m", 0.8, 0, 0);
    model.mean_ms.reset();
    model.law = Exponential{10};
    world.models.list = {model};
    world.workload = PoissonWorkload{90.0 * static_cast<double>(replicas)};
    world.servers = Servers{};
    world.servers->replicas = replicas;
    return world;
}

void markov_queue(benchmark::State& state) {
    const auto world = std::make_shared<const ReadyWorld>(queue(state.range(0)));
    const std::vector<Cell> cells = {
        {world, Duration::from_ms(100), worlds::combination("fastest")}};
    run_all(state, cells, 100000, state.range(0) == 1 ? 150 : 200);
}
BENCHMARK(markov_queue)->ArgName("servers")->Arg(1)->Arg(16)->Unit(benchmark::kMillisecond);

// The floor of the open worlds: their draws alone, three variates a request.
void draws_of_mdinference(benchmark::State& state) {
    double a[column_size];
    double b[column_size];
    uint64_t first = 0;
    for (auto _ : state) {
        for (uint16_t purpose : {uint16_t{2}, uint16_t{4}}) {
            columns().uniforms(1, {Purpose{purpose}, 0, 0, 0, first}, column_size, a, b);
            columns().normal_quantiles(a, column_size, a);
            benchmark::DoNotOptimize(a);
        }
        columns().uniforms(1, {Purpose{2049}, 0, 0, 0, first}, column_size, a, b);
        benchmark::DoNotOptimize(a);
        first += column_size;
    }
    per_unit(state, column_size, 32);
}
BENCHMARK(draws_of_mdinference);

// The floor of M/M/1: draws, and Lindley's recursion for the wait.
void draws_and_lindley(benchmark::State& state) {
    double gap[column_size];
    double service[column_size];
    double unused[column_size];
    uint64_t first = 0;
    int64_t wait = 0;
    int64_t total = 0;
    for (auto _ : state) {
        columns().uniforms(1, {Purpose{1}, 0, 0, 0, first}, column_size, gap, unused);
        columns().exponential_quantiles(gap, column_size, gap);
        columns().uniforms(1, {Purpose{4}, 0, 0, 0, first}, column_size, service, unused);
        columns().exponential_quantiles(service, column_size, service);
        for (size_t i = 0; i < column_size; ++i) {
            const int64_t change =
                round_to_integer(service[i] * 1e7) - round_to_integer(gap[i] * 1.1e7);
            wait = wait + change > 0 ? wait + change : 0;
            total += wait;
        }
        first += column_size;
    }
    benchmark::DoNotOptimize(total);
    per_unit(state, column_size, 32);
}
BENCHMARK(draws_and_lindley);

}  // namespace
}  // namespace mdisim
