// A run's own requests, written as a log and replayed, have the same outcomes: what a log has is
// taken from it, and what it has not is drawn as before.
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <memory>
#include <set>

#include "sim/app/log_writer.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/decode.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/data_files.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/laws/cells.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

// The world that takes the requests of this run from a log.
std::shared_ptr<const ReadyWorld> replaying(const Point& point, const Plan& plan,
                                            const TemporaryFolder& folder) {
    const std::string file = folder.path("log.csv");
    const Duration sla = Duration::from_ms(point.setting.sla_ms);
    std::ofstream out(file);
    Node block = write_log(*point.world, sla, plan, out);
    block.set("file", Node(file));
    out.close();

    World world = point.world->described();
    std::vector<Problem> problems;
    Decoder(problems).decode_object(block, describe(Tag<RequestLog>{}), &world.log.emplace(), "");
    REQUIRE(problems.empty());
    world.workload = EveryWorkload{};
    for (RequestClass& c : world.classes) {
        c.share.reset();
        c.workload.reset();
    }
    DataFiles().read_into(world);
    return std::make_shared<const ReadyWorld>(world);
}

Plan few(const Point& point) {
    Plan plan = point.plan(1);
    plan.requests = std::min<uint64_t>(300, plan.requests);
    plan.warm_up = 5;
    return plan;
}

TEST_CASE("a run's own log has the same outcomes under every policy of every scenario", "[laws]") {
    size_t compared = 0;
    for (const std::string& file : files_below("scenarios", ".json")) {
        const Scenario scenario = Scenario::load(file);
        for (const size_t i : std::set<size_t>{0, scenario.size() - 1}) {
            const Point point = scenario.point(i);
            INFO(scenario_name(file) << ", point " << i);
            const TemporaryFolder folder;
            Plan plan = few(point);
            const auto world = replaying(point, plan, folder);
            for (const Combination& policies : point.policies) {
                INFO(policies.name);
                const Cell drawn = cell_of(point, policies);
                Cell replayed = drawn;
                replayed.world = world;
                const Tally before = simulate({&drawn, 1}, plan).front().tally;
                const Tally after = simulate({&replayed, 1}, plan).front().tally;
                CHECK(after.fingerprint == before.fingerprint);
                CHECK(after.bound.requests() == before.bound.requests());
                CHECK(after.latencies.quantile(0.9) == before.latencies.quantile(0.9));
                CHECK(after.cores_busy == before.cores_busy);
                plan.path = Path::events;
                CHECK(simulate({&replayed, 1}, plan).front().tally.fingerprint ==
                      before.fingerprint);
                plan.path = Path::automatic;
                ++compared;
            }
        }
    }
    CHECK(compared > 300);
}

// Under another seed all draws are others, so what does not change was taken from the log.
TEST_CASE("a log that has all of its requests leaves nothing to be drawn", "[laws]") {
    const std::string root = MDISIM_SOURCE_DIR "/scenarios/";
    for (const char* name :
         {"mdinference/fig4", "model_switching/classes", "model_switching/batching",
          "model_switching/retries", "model_switching/kinds", "workloads/bursts"}) {
        CAPTURE(name);
        const Scenario scenario = Scenario::load(root + name + ".json");
        const Point point = scenario.point(0);
        const TemporaryFolder folder;
        Plan plan = few(point);
        const auto world = replaying(point, plan, folder);
        for (const Combination& policies : point.policies) {
            CAPTURE(policies.name);
            const Cell drawn = cell_of(point, policies);
            const Tally before = simulate({&drawn, 1}, plan).front().tally;
            Plan other = plan;
            other.seed = 99;
            CHECK(simulate({&drawn, 1}, other).front().tally.fingerprint != before.fingerprint);
            Cell replayed = drawn;
            replayed.world = world;
            CHECK(simulate({&replayed, 1}, other).front().tally.fingerprint == before.fingerprint);
        }
    }
}

TEST_CASE("blocks of a log add up to its run", "[laws]") {
    const Scenario scenario =
        Scenario::load(MDISIM_SOURCE_DIR "/scenarios/model_switching/extensions.json");
    const Point point = scenario.point(0);
    const TemporaryFolder folder;
    const Plan plan = few(point);
    const auto world = replaying(point, plan, folder);
    Cell cell = cell_of(point, point.policies.front());
    cell.world = world;
    const Tally whole = simulate({&cell, 1}, plan).front().tally;
    REQUIRE(whole.blocks.size() == 32);
    CHECK(whole.requests == plan.requests - plan.warm_up);
    Tally sum = whole.blocks.front();
    for (size_t b = 1; b < whole.blocks.size(); ++b) {
        CHECK(whole.blocks[b].requests >= whole.requests / 32);
        sum.merge(whole.blocks[b]);
    }
    CHECK(sum.requests == whole.requests);
    CHECK(sum.on_time == whole.on_time);
    CHECK(sum.latencies.quantile(0.9) == whole.latencies.quantile(0.9));
    CHECK(sum.bound.requests() == whole.bound.requests());
    // Replications in which nothing was drawn are one observation of a block, not several.
    CHECK(Tally::by_blocks({whole, whole}).front().requests == whole.blocks.front().requests);
    CHECK(Tally::by_blocks({whole}).size() == 32);
    CHECK(Tally::by_blocks({sum}).empty());
}

}  // namespace
}  // namespace mdisim
