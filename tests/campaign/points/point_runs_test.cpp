#include "sim/campaign/points/point_runs.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "tests/support/watched.hpp"

namespace mdisim {
namespace {

using namespace testing;

using Wanted = std::vector<PointRuns>;

Scenario at_three_deadlines() { return busy_scenario("", {{}, {{"sla_ms", "50,70,90"}}}); }

}  // namespace

TEST_CASE("single runs are those of a campaign, and are kept for it", "[point_runs]") {
    const Scenario scenario = at_three_deadlines();
    Store all = Store::in_memory();
    run_campaign(scenario, all);
    Store store = Store::in_memory();
    PointRunner runs(scenario, {"copy", "mdinference"}, store, {});
    runs.compute(Wanted{{1, 0, 2}});
    CHECK(store.rows() == 4);
    const std::vector<Tally> tallies = runs.tallies({1, 0, 2}, "copy");
    REQUIRE(tallies.size() == 2);
    const Point point = scenario.point(1);
    for (uint32_t r = 0; r < 2; ++r) {
        const Digest key = with_replication(cell_key(point, point.policies[1]), r);
        CHECK(tallies[r].fingerprint == all.find(key)->tally.fingerprint);
    }
    // The campaign has only the rest to do: a point under two of four policies is there.
    CHECK(run_campaign(scenario, store).cell_requests_left == (3 * 4 - 2) * 2 * 300);
}

TEST_CASE("what is used is counted once, and what is in the store is not computed",
          "[point_runs]") {
    const Scenario scenario = at_three_deadlines();
    Store store = Store::in_memory();
    PointRunner first(scenario, {"copy"}, store, {.jobs = 2});
    first.compute(Wanted{{0, 0, 2}, {2, 1, 3}});
    CHECK(first.spent().used == 4 * 300);
    CHECK(first.spent().computed == 4 * 300);
    first.compute(Wanted{{0, 0, 3}});
    CHECK(first.spent().used == 5 * 300);
    PointRunner again(scenario, {"copy"}, store, {});
    again.compute(Wanted{{0, 0, 3}, {2, 1, 4}});
    CHECK(again.spent().used == 6 * 300);
    CHECK(again.spent().computed == 300);
}

TEST_CASE("single runs stop when they are asked to", "[point_runs]") {
    const Scenario scenario = at_three_deadlines();
    Store store = Store::in_memory();
    const std::atomic<bool> stop = true;
    PointRunner runs(scenario, {"copy"}, store, {.stop = &stop});
    CHECK_THROWS_AS(runs.compute(Wanted{{0, 0, 1}}), Interrupted);
}

}  // namespace mdisim
