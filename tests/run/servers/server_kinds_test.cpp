// Servers of several kinds, and lines by model: worked out by hand.
#include "sim/run/servers/server_kinds.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/trials/characterise.hpp"
#include "sim/world/servers.hpp"
#include "tests/run/scripted_control.hpp"

namespace mdisim {
namespace {

using namespace scripted;

// `slow` takes 100 ms here, and on one replica more 25.
World two_speeds() {
    World w = world();
    w.models.list.pop_back();
    w.servers->further = {FurtherServers{1, 1, 4}};
    return w;
}

TEST_CASE("the fastest idle replica takes who is next", "[run][kinds]") {
    Script script;
    World w = two_speeds();
    w.workload = all_at({0, 0, 0, 0, 0});
    const Tally t = script.run(w, 1e6, 5);
    // Fast: 0-25, 25-50, 50-75, 75-100; slow: 0-100.
    CHECK(ms(t.execution.total) == Approx(4 * 25 + 100));
    CHECK(ms(t.wait.total) == Approx(25 + 50 + 75));
    CHECK(ms(t.cores_there) == Approx(0));  // all came at once
    CHECK(ms(t.cores_busy_after) == Approx(4 * 25 + 100));
    CHECK(script.shown[0].queue.replicas == 2);
}

TEST_CASE("cores are paid for of all kinds", "[run][kinds]") {
    Script script;
    World w = two_speeds();
    w.workload = all_at({0, 10, 200});
    const Tally t = script.run(w, 1e6, 3);
    CHECK(ms(t.cores_there) == Approx(2 * 200));
    CHECK(ms(t.cores_busy) == Approx(25 + 100));
    CHECK(ms(t.cores_busy_after) == Approx(25));
}

TEST_CASE("what policies believe is of the servers that would run it", "[run][kinds]") {
    const ReadyWorld at_start(two_speeds());
    CHECK(at_start.offer().fastest().mu_ms == Approx(25));  // on the fastest
    const ServerKinds kinds(at_start.servers(), 1);
    CHECK(kinds.by_speed() == std::vector<size_t>{1, 0});
    CHECK(kinds.factors(ChooseAt::start) == std::vector<std::vector<double>>{{1}, {0.25}});
    CHECK(kinds.factors(ChooseAt::arrival) == std::vector<std::vector<double>>{{0.25}});
    CHECK(at_start.servers().least_factor(0) == 0.25);

    // The accurate one in 50 ms, if it runs on the fast replica; there is time on that one only.
    World w = two_speeds();
    w.models.list.push_back(worlds::model("quick", 0.5, 10, 0));
    w.workload = all_at({0, 0});
    const Cell cell{std::make_shared<const ReadyWorld>(w), Duration::from_ms(50),
                    worlds::combination("dynamic_greedy")};
    CHECK(simulate({&cell, 1}, worlds::plan(2)).front().tally.chosen ==
          std::vector<uint64_t>{1, 1});
}

// Two models, a line and a replica for each.
World apart() {
    World w = world();
    w.servers->choose_at = ChooseAt::arrival;
    w.servers->lines = LineKind::by_model;
    w.servers->models = {"slow"};
    w.servers->further = {FurtherServers{1, 1, 1, {"quick"}}};
    return w;
}

TEST_CASE("a line for each model with servers of its own: nobody waits for the others",
          "[run][kinds]") {
    Script script;
    script.period_ms = 1;
    script.answer = [](const ControlView& v) { return offering(v, v.now_ms < 1 ? 0 : 1); };
    World w = apart();
    w.workload = all_at({0, 0, 0, 5, 5});
    const Tally t = script.run(w, 1e6, 5);
    CHECK(t.chosen == std::vector<uint64_t>{3, 2});
    CHECK(ms(t.wait.total) == Approx(100 + 200 + 10));
}

TEST_CASE("lines by model on shared servers: the offered model's goes first, the others drain",
          "[run][kinds]") {
    Script script;
    script.period_ms = 1;
    script.answer = [](const ControlView& v) { return offering(v, v.now_ms < 1 ? 0 : 1); };
    World w = apart();
    w.servers->models.clear();
    w.servers->further.clear();
    w.workload = all_at({0, 0, 0, 5, 150});
    const Tally t = script.run(w, 1e6, 5);
    // slow 0-100, quick 100-110, slow 110-210, quick 210-220, slow 220-320.
    CHECK(ms(t.wait.total) == Approx(110 + 220 + 95 + 60));
    CHECK(t.chosen == std::vector<uint64_t>{3, 2});
}

TEST_CASE("lines by model make batches of models chosen on arrival", "[run][kinds]") {
    Script script;
    script.period_ms = 1;
    script.answer = [](const ControlView& v) { return offering(v, v.now_ms < 1 ? 0 : 1); };
    World w = apart();
    w.servers->models.clear();
    w.servers->further.clear();
    w.servers->batching = Batching{4, 0, 0.5};
    w.workload = all_at({0, 0, 0, 5, 5});
    const Tally t = script.run(w, 1e6, 5);
    // slow 0-100 alone, quick 100-115 together, slow 115-265 together.
    CHECK(ms(t.wait.total) == Approx(95 + 95 + 115 + 115));
    CHECK(ms(t.execution.total) == Approx(100 + 2 * 15 + 2 * 150));
}

TEST_CASE("trials are made on the servers that run the model", "[run][kinds]") {
    World w = apart();
    w.servers->further[0] = {3, 1, 2, {"quick"}};
    w.trials = {1000, 1, 2, 1};
    const std::vector<Trial> trials = trials_of(ReadyWorld(w));
    REQUIRE(trials.size() == 4);
    CHECK(trials[1].rate_per_s == Approx(10));
    CHECK(trials[1].world.servers->further.empty());
    CHECK(trials[3].rate_per_s == Approx(3 * 2 * 100));
    CHECK(trials[3].world.servers->replicas == 3);
    CHECK(trials[3].world.servers->speed == 2);
}

TEST_CASE("servers that do not fit together are the user's mistake", "[run][kinds]") {
    const auto wrong = [](auto change) {
        World w = apart();
        change(w);
        try {
            describe(Tag<World>{}).validate(&w);
        } catch (const UserError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    CHECK(wrong([](World&) {}).empty());
    CHECK(wrong([](World& w) { w.servers->further[0].models = {"slow"}; }) ==
          "no servers run 'quick'");
    CHECK_THAT(wrong([](World& w) { w.servers->further[0].models = {"quack"}; }),
               Catch::Contains("'quack'") && Catch::Contains("quick"));
    CHECK_THAT(wrong([](World& w) { w.servers->lines = LineKind::shared; }),
               Catch::Contains("by_model"));
    CHECK_THAT(wrong([](World& w) { w.servers->choose_at = ChooseAt::start; }),
               Catch::Contains("arrival"));
    CHECK_THAT(wrong([](World& w) { w.servers->memory_mb = 10; }), Catch::Contains("memory_mb"));
    CHECK_THAT(wrong([](World& w) { w.servers->further[0].threads = 3; }),
               Catch::Contains("3 threads"));
}

}  // namespace
}  // namespace mdisim
