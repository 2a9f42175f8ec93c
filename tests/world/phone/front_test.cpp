#include "sim/world/phone/front.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using namespace worlds;

// 10 ms each way, a model of 40 ms, a front of 20 ms; nothing is random but exits.
World two_depths() {
    World w;
    w.models.family = Family::constant;
    w.models.list = {model("deep", 0.8, 40, 0), model("flat", 0.6, 4, 0)};
    LatencyLink link;
    link.latency = Constant{10};
    w.network = link;
    w.payload.up_kb = 50;
    Phone p;
    p.models.family = Family::constant;
    p.models.list = {model("pocket", 0.4, 500, 0)};
    p.model = "pocket";
    p.compute_power_mw = 1000;
    w.phone = p;
    return w;
}

Front front(double exit_share) {
    Front f;
    f.name = "front";
    f.mean_ms = 20;
    f.exit_share = exit_share;
    f.exit_accuracy = 0.7;
    return f;
}

Tally run(const World& world, double sla_ms, const char* select, const char* place,
          Path path = Path::automatic) {
    const Cell c = cell(world, sla_ms, select, place);
    Plan p = plan(2000);
    p.path = path;
    return simulate({&c, 1}, p).front().tally;
}

TEST_CASE("a batch runs whole requests, of no front", "[world]") {
    World w = two_depths();
    w.phone->fronts = {front(0.5)};
    w.servers = Servers{};
    w.servers->choose_at = ChooseAt::start;
    CHECK_NOTHROW(describe(Tag<World>{}).validate(&w));
    w.servers->batching = Batching{};
    CHECK_THROWS_WITH(describe(Tag<World>{}).validate(&w),
                      "a batch runs whole requests: batching goes without the phone's 'fronts'");
}

TEST_CASE("a split does its share on the phone, sends its bytes and leaves the rest", "[world]") {
    World w = two_depths();
    Front f = front(0);
    f.model = "deep";
    f.cloud_share = 0.25;
    f.sent_kb = 8;
    w.phone->fronts = {f};
    for (const Path path : {Path::automatic, Path::events}) {
        const Tally t = run(w, 100, "fastest", "split", path);
        const auto n = static_cast<uint64_t>(t.requests);
        CHECK(t.latency.total == n * 50'000'000u);  // 20 + 10 + 40 / 4 + 10
        CHECK(t.execution.total == n * 10'000'000u);
        CHECK(t.before_execution.total == n * 30'000'000u);
        CHECK(t.chosen[0] == n);  // though fastest would choose the other
        CHECK(t.sent_bytes == n * 8000);
        // 8 kB at 5 mJ, 20 ms at 1 W
        CHECK(t.energy_pj == n * 60'000'000'000u);
        CHECK(t.on_time == n);
    }
    CHECK(run(w, 49.9, "fastest", "split").on_time == 0);
}

TEST_CASE("an early exit answers its share of requests on the phone", "[world]") {
    World w = two_depths();
    w.phone->fronts = {front(0.3)};
    const Tally t = run(w, 100, "most_accurate", "early_exit");
    const uint64_t exits = t.phone[1].on_time();
    CHECK(exits == Approx(600).margin(4 * 20.5));
    CHECK(t.cloud[0].on_time() == 2000 - exits);
    CHECK(t.sent == 2000 - exits);
    CHECK(t.latency.total == exits * 20'000'000u + (2000 - exits) * 80'000'000u);
    CHECK(t.rescued == 0);
}

TEST_CASE("behind a front, what the phone took is gone from the budget", "[world]") {
    World w = two_depths();
    w.phone->fronts = {front(0.3)};
    // 60 ms in all: directly there is room for 40 ms, behind 20 ms on the phone there is not.
    CHECK(run(w, 60, "dynamic_greedy", "cloud").chosen[0] == 2000);
    CHECK(run(w, 60, "dynamic_greedy", "early_exit").chosen[0] == 0);
    CHECK(run(w, 60, "dynamic_greedy", "early_exit", Path::events).chosen[0] == 0);
    CHECK(run(w, 80, "dynamic_greedy", "early_exit").chosen[0] > 0);
}

TEST_CASE("the bound knows what fronts make possible", "[world]") {
    World w = two_depths();
    Front f = front(0);
    f.cloud_share = 0;
    w.phone->fronts = {f};
    const Tally t = run(w, 50, "most_accurate", "split");  // 40 of 50 ms; directly 60
    CHECK(t.cloud[0].on_time() == 2000);
    CHECK(t.bound.cloud[0] == 2000);
    w.phone->fronts = {front(1)};  // always answers, 70 %
    CHECK(run(w, 24, "fastest", "early_exit").bound.phone[1] == 2000);
    CHECK(run(w, 24, "fastest", "cloud").bound.phone[1] == 2000);
    CHECK(run(w, 80, "fastest", "early_exit").bound.cloud[0] == 2000);
    w.phone->fronts.clear();
    CHECK(run(w, 24, "fastest", "cloud").bound.cloud[1] == 2000);
}

TEST_CASE("a front that begins a model the cloud does not have is refused", "[world]") {
    World w = two_depths();
    Front f = front(0);
    f.model = "dep";
    w.phone->fronts = {f};
    CHECK_THROWS_WITH(ReadyWorld(w), Catch::Contains("'dep'") && Catch::Contains("deep"));
}

}  // namespace
}  // namespace mdisim
