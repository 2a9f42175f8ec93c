#include "sim/campaign/work.hpp"

#include <cstdint>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

Scenario work_over(const std::string& sweep, const std::string& policies = "\"fastest\"") {
    const TemporaryFolder folder;
    return Scenario::load(folder.write("s.json", R"({"version": 1, "sla_ms": 100, "requests": 5,
        "replications": 2,
        "models": {"list": [{"name": "A", "accuracy": 0.5, "mean_ms": 1},
                            {"name": "B", "accuracy": 0.7, "mean_ms": 9}]},
        "network": {"kind": "latency", "latency": {"kind": "normal", "mean_ms": 5, "sd_ms": 0.7}},
        "policies": [)" + policies + R"(], "sweep": )" +
                                                     sweep + "}"));
}

WorkPlan plan(const Scenario& scenario, Store& store, const Shard& shard = {}) {
    return plan_work(scenario, store, Path::automatic, shard, nullptr);
}

}  // namespace

TEST_CASE("work: a plan takes words for batches, not for cells", "[work]") {
    const Scenario scenario = work_over(R"({"sla_ms": {"from": 1, "to": 6400, "step": 1}})");
    Store store = Store::in_memory();
    const WorkPlan work = plan(scenario, store);
    CHECK(work.amount.cells == 6400);
    CHECK(work.batches.size() == 100);
    size_t cells = 0;
    for (const Batch& batch : work.batches) cells += batch.cells;
    CHECK(cells == 6400);
}

TEST_CASE("work: the costliest first, by requests until something was measured", "[work]") {
    const Scenario scenario =
        work_over(R"({"requests": [10, 1000, 100]})", R"("fastest", "most_accurate")");
    Store store = Store::in_memory();
    const WorkPlan by_requests = plan(scenario, store);
    REQUIRE(by_requests.batches.size() == 3);
    CHECK(by_requests.batches[0].first.point == 1);
    CHECK(by_requests.batches[1].first.point == 2);
    CHECK(by_requests.batches[2].first.point == 0);
    CHECK_FALSE(by_requests.amount.seconds_left.has_value());

    store.add_cost("fastest", {1000, 1});
    store.add_cost("most_accurate", {1000, 3});
    const WorkPlan measured = plan(scenario, store);
    CHECK(measured.amount.seconds_left.value() == Approx((1110 * 0.001 + 1110 * 0.003) * 2));
    CHECK(measured.batches[0].cost == Approx((1000 * 0.001 + 1000 * 0.003) * 2));
}

TEST_CASE("work: what was never measured costs what the rest does", "[work]") {
    const Scenario scenario = work_over("{}", R"("fastest", "most_accurate")");
    Store store = Store::in_memory();
    store.add_cost("fastest", {100, 2});
    CHECK(plan(scenario, store).amount.seconds_left.value() == Approx(2 * 2 * 5 * 0.02));
}

TEST_CASE("work: what is done is not planned", "[work]") {
    const Scenario scenario = work_over(R"({"seed": [1, 2, 3]})");
    Store store = Store::in_memory();
    run_campaign(work_over(R"({"seed": [2]})"), store);
    const WorkPlan work = plan(scenario, store);
    CHECK(work.batches.size() == 2);
    CHECK(work.amount.cells == 3);
    CHECK(work.amount.cells_done == 1);
    CHECK(work.amount.cell_requests_left == 2 * 2 * 5);
    CHECK(work.amount.seconds_left.has_value());
}

// Deadlines share a tape, numbers of requests do not: three batches in two replications are six
// tasks of two cells each.
TEST_CASE("work: shards have every task once between them, however much is done", "[work]") {
    const Scenario scenario = work_over(R"({"requests": [5, 6, 7], "sla_ms": [10, 20]})");
    constexpr uint64_t tasks = 6;
    constexpr uint64_t cells_of_task = 2;
    for (uint64_t of : {1u, 2u, 3u, 4u, 6u, 50u}) {
        CAPTURE(of);
        Store store = Store::in_memory();
        uint64_t rows = 0;
        uint64_t with_work = 0;
        for (uint64_t number = 1; number <= of; ++number) {
            CampaignOptions options;
            options.shard = {number, of};
            const WorkAmount amount = run_campaign(scenario, store, options);
            CHECK(amount.cell_requests_left == amount.cell_requests);
            CHECK(plan(scenario, store, options.shard).amount.cell_requests_left == 0);
            const uint64_t made = store.rows() - rows;
            CHECK(made >= tasks / of * cells_of_task);
            CHECK(made <= (tasks + of - 1) / of * cells_of_task);
            with_work += made > 0;
            rows += made;
        }
        CHECK(rows == tasks * cells_of_task);
        CHECK(with_work == std::min(tasks, of));
    }
}

}  // namespace mdisim
