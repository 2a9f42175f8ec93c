// Whole runs without queues, single thread, all metrics on. Unit of work: one request of one cell.
#include "bench/endtoend/runs.hpp"

namespace mdisim {
namespace {

using namespace runs;

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

std::vector<Cell> sweep(const std::vector<const char*>& policies, int deadlines, double step_ms) {
    const auto world = std::make_shared<const ReadyWorld>(mdinference_shape());
    std::vector<Cell> cells;
    for (int d = 0; d < deadlines; ++d) {
        for (const char* policy : policies) {
            cells.push_back(
                {world, Duration::from_ms(250 - step_ms * d), worlds::combination(policy)});
        }
    }
    return cells;
}

void mdinference(benchmark::State& state) {
    run_all(state, sweep({"mdinference"}, 1, 0), plan(1'000'000), {125, 71, "draws_of_three"});
}
BENCHMARK(mdinference)->Unit(benchmark::kMillisecond);

void static_greedy(benchmark::State& state) {
    run_all(state, sweep({"static_greedy"}, 1, 0), plan(1'000'000), {83, 50, "draws_of_two"});
}
BENCHMARK(static_greedy)->Unit(benchmark::kMillisecond);

// As in Fig. 3a: the draws are made once for all cells.
void shared_tape(benchmark::State& state) {
    const std::vector<Cell> cells = sweep({"static_greedy", "most_accurate_within_budget",
                                           "mdinference", "modipick", "pure_random", "clairvoyant"},
                                          51, 4.9);
    run_all(state, cells, plan(10'000), {67, 33});
}
BENCHMARK(shared_tape)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mdisim
