// Prices: from a scenario's keys to dollars, in runs small enough to be worked by hand.
#include "sim/world/prices.hpp"

#include <catch2/catch.hpp>

#include "sim/engine/law.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using namespace worlds;

// A request a second, from 0 to 10 s, of 50 ms each; right every second time.
World a_request_a_second() {
    World w;
    w.models.list = {model("cloud", 0.5, 50, 0)};
    w.workload = EveryWorkload{1000};
    w.network = LatencyLink{};
    w.payload = {20, 4};
    w.servers = Servers{3, Discipline::fifo, {}, false};
    return w;
}

double dollars_for_1000(const World& world, const char* metric = "dollars_per_1000_requests") {
    const Cell one = cell(world, 200, "fastest");
    const Tally tally = simulate({&one, 1}, plan(11)).front().tally;
    const Grading grading = one.world->grading();
    return summarise({tally}, grading)
        .at(metric_index(metric_infos(grading), metric))
        .interval.mean;
}

}  // namespace

TEST_CASE("servers cost by the time that they are there", "[prices]") {
    World world = a_request_a_second();
    world.servers->dollars_per_core_hour = 0.36;
    // Three cores for ten seconds, for 11 requests, of which 5.5 are right.
    CHECK(dollars_for_1000(world) == Approx(3 * 0.001 / 11 * 1000));
    CHECK(dollars_for_1000(world, "dollars_per_1000_correct") == Approx(3 * 0.001 / 5.5 * 1000));
    world.servers->dollars_per_core_hour = 0;
    CHECK(prices_of(world).any() == false);
}

TEST_CASE("each kind of servers has its price", "[prices]") {
    World world = a_request_a_second();
    world.models.threads = {{1, 1}, {4, 0.3}};
    FurtherServers further;
    further.replicas = 2;
    further.threads = 4;
    further.dollars_per_core_hour = 0.72;
    world.servers->further = {further};
    // Three cores that cost nothing, eight that cost 0.002 dollars in ten seconds.
    CHECK(dollars_for_1000(world) == Approx(8 * 0.002 / 11 * 1000));
    world.servers->dollars_per_core_hour = 0.36;
    CHECK(dollars_for_1000(world) == Approx((8 * 0.002 + 3 * 0.001) / 11 * 1000));
}

TEST_CASE("transfers cost by the class's sizes and prices", "[prices]") {
    World world = a_request_a_second();
    world.payload.up_dollars_per_gb = 50;
    world.payload.down_dollars_per_gb = 10;
    CHECK(dollars_for_1000(world) == Approx(1000 * (20e-6 * 50 + 4e-6 * 10)));
    world.classes.resize(2);
    for (RequestClass& c : world.classes) c.name = &c == &world.classes[0] ? "free" : "dear";
    world.classes[0].workload = EveryWorkload{2000};
    world.classes[0].payload = Payload{1000, 1000};
    world.classes[1].workload = EveryWorkload{2000};
    const Cell one = cell(world, 200, "fastest");
    const Tally tally = simulate({&one, 1}, plan(11)).front().tally;
    const auto dear = static_cast<double>(tally.classes[1].requests);
    CHECK(dollars_for_1000(world) == Approx(1000 * dear / 11 * (20e-6 * 50 + 4e-6 * 10)));
}

}  // namespace mdisim
