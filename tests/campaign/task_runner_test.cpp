#include "sim/campaign/task_runner.hpp"

#include <stdexcept>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_bytes.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/campaign/stored_rows.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

Scenario small_scenario() {
    const TemporaryFolder folder;
    const std::string text = R"({
      "version": 1, "requests": 200, "replications": 3, "seed": 4, "sla_ms": 60,
      "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 3, "sd_ms": 1},
                          {"name": "B", "accuracy": 0.7, "mean_ms": 25, "sd_ms": 6}]},
      "network": {"kind": "latency",
                  "latency": {"kind": "truncated_normal", "mean_ms": 10, "sd_ms": 8}},
      "policies": ["fastest", "mdinference"],
      "sweep": {"sla_ms": [30, 60, 90], "estimator.kind": ["twice_uplink", "past_mean"]}})";
    return Scenario::load(folder.write("s.json", text), {});
}

std::string dump_of(const Scenario& scenario, const CampaignOptions& options) {
    Store store = Store::in_memory();
    run_campaign(scenario, store, options);
    return stored_rows(store);
}

}  // namespace

TEST_CASE("workers elsewhere leave the store that threads of this process leave", "[campaign]") {
    const Scenario scenario = small_scenario();
    const std::string expected = dump_of(scenario, {});
    const Scenario elsewhere = small_scenario();
    TaskRunner runner(elsewhere, Path::automatic);
    size_t tasks = 0;
    const RemoteWorkers remote = {
        1, [&](TaskQueue& queue) {
            while (const auto task = queue.next()) {
                const std::string order = to_bytes(NumberedOrder{7, task->order});
                const NumberedRuns done = {7, runner.compute(read_order(order).order)};
                for (const FinishedRun& run : read_runs(to_bytes(done)).runs)
                    queue.keep(*task, run);
                queue.finish(*task);
                ++tasks;
            }
        }};
    CampaignOptions options;
    options.remote = &remote;
    CHECK(dump_of(scenario, options) == expected);
    CHECK(tasks > 0);
}

TEST_CASE("workers elsewhere that fail, fail the campaign, and what they brought is kept",
          "[campaign]") {
    const Scenario scenario = small_scenario();
    TaskRunner runner(scenario, Path::automatic);
    const RemoteWorkers remote = {1, [&](TaskQueue& queue) {
                                      if (const auto task = queue.next()) {
                                          for (const FinishedRun& run : runner.compute(task->order))
                                              queue.keep(*task, run);
                                      }
                                      throw std::runtime_error("a rank is gone");
                                  }};
    CampaignOptions options;
    options.remote = &remote;
    Store store = Store::in_memory();
    CHECK_THROWS_WITH(run_campaign(scenario, store, options), "a rank is gone");
    CHECK(store.rows() > 0);
}

}  // namespace mdisim
