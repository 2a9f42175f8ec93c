// Whole runs through the event path, single thread, all metrics on. Unit of work: one request.
#include "bench/endtoend/runs.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/tables.hpp"

namespace mdisim {
namespace {

using namespace runs;

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

// At a load of 0.9.
void markov_queue(benchmark::State& state) {
    const auto world = std::make_shared<const ReadyWorld>(queue(state.range(0)));
    const std::vector<Cell> cells = {
        {world, Duration::from_ms(100), worlds::combination("fastest")}};
    const bool alone = state.range(0) == 1;
    run_all(state, cells, plan(200'000),
            alone ? Goal{150, 90, "lindley"} : Goal{200, 100, "lindley"});
}
BENCHMARK(markov_queue)->ArgName("servers")->Arg(1)->Arg(16)->Unit(benchmark::kMillisecond);

// The 300 s of Fig. 4b under one controller, its tables at hand.
void model_switching(benchmark::State& state) {
    const Scenario scenario = Scenario::load("scenarios/model_switching/fig4b.json");
    CellCursor at(scenario);
    while (at.policies().name != "model_switching") at.next();
    Store store = Store::in_memory();
    Tables tables(store);
    Cell cell = at.cell();
    tables.equip(cell, at.point());
    run_all(state, {cell}, at.plan(Path::automatic), {333, 125});
}
BENCHMARK(model_switching)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mdisim
