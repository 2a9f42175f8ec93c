// Model-Switching on a recorded trace (beside the repository, not in it): bursts that no model
// carries turn its lead round. Skipped where the data is not.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim::validation {
namespace {

const std::string azure_code =
    MDISIM_SOURCE_DIR "/../shared/data/azure_llm_2023/AzureLLMInferenceTrace_code.csv";

// The servers and the deadline of Fig. 4, half an hour of the trace, six times as fast.
Scenario on_the_trace(const testing::TemporaryFolder& folder) {
    return Scenario::load(folder.write("scenarios/set/trace.json", R"({"version": 1,
        "duration_s": 1800, "replications": 10, "sla_ms": 750,
        "workload": {"kind": "trace", "file": ")" + azure_code + R"(", "rate_scale": 6},
        "models": {"profile": "models/resnet_cpu"},
        "servers": {"replicas": 4, "threads": 4, "queue": "earliest_deadline",
                    "choose_at": "start"},
        "policies": [{"name": "ResNet-18", "control": {"policy": "hold", "model": "ResNet-18"}},
                     {"control": "model_switching"}]})"));
}

TEST_CASE("ms-5 on azure_llm_2023, six times as fast: ResNet-18 is ahead of Model-Switching") {
    if (!std::filesystem::exists(azure_code)) {
        WARN("skipped: there is no " << azure_code);
        return;
    }
    const testing::TemporaryFolder folder;
    const Scenario scenario = on_the_trace(folder);
    Store store = Store::in_memory();
    run_campaign(scenario, store, {});
    std::vector<Metric> of_each;
    each_row(scenario, store, [&](const CellRow& row) {
        of_each.push_back(
            row.metrics[metric_index(metric_infos(*row.grading), "effective_accuracy")]);
    });
    REQUIRE(of_each.size() == 2);
    CHECK(of_each[0].interval.mean == Approx(0.5416).margin(0.005));
    CHECK(of_each[1].interval.mean == Approx(0.5090).margin(0.005));
    const PairedDifference lead =
        paired_difference(of_each[1].replications, of_each[0].replications);
    CHECK(lead.interval.high < 0);
}

}  // namespace
}  // namespace mdisim::validation
