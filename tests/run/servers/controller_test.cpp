// What becomes of requests, queues and cores when a controller changes its mind: worked out by
// hand.
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/describe/check.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/world.hpp"
#include "tests/run/scripted_control.hpp"

namespace mdisim {
namespace {

using namespace scripted;

std::vector<double> every(double interval_ms, size_t n) {
    std::vector<double> stamps;
    for (size_t i = 0; i < n; ++i) stamps.push_back(static_cast<double>(i) * interval_ms);
    return stamps;
}

TEST_CASE("a request runs the model that is offered when it begins, and what runs, finishes",
          "[control]") {
    Script script;
    script.period_ms = 1000;
    script.answer = [](const ControlView& v) { return offering(v, v.now_ms < 1000 ? 0 : 1); };
    World w = world();
    w.workload = all_at(every(50, 40));
    const Tally t = script.run(w, 1e6, 40);
    // One begins at 0, 100, ... 1000: what ends at an instant comes before what is decided then.
    CHECK(t.chosen == std::vector<uint64_t>{11, 29});
    CHECK(script.shown[0].now_ms == 0);
    CHECK(script.shown[1].now_ms == 1000);
    CHECK(script.shown[1].running.model == 0);
    CHECK(script.shown[1].queue.busy == 1);
    CHECK(script.shown[1].queue.waiting == 9);  // 20 came before 1000, 11 began
}

TEST_CASE("with the model chosen on arrival, what waits keeps it", "[control]") {
    Script script;
    script.period_ms = 1000;
    script.answer = [](const ControlView& v) { return offering(v, v.now_ms < 1000 ? 0 : 1); };
    World w = world();
    w.servers->choose_at = ChooseAt::arrival;
    w.workload = all_at(every(50, 40));
    CHECK(script.run(w, 1e6, 40).chosen == std::vector<uint64_t>{20, 20});
}

TEST_CASE("a select policy chooses among what is offered", "[control]") {
    Script script;
    script.answer = [](const ControlView& v) { return offering(v, any_model); };
    World w = world();
    w.workload = all_at(every(200, 5));
    CHECK(script.run(w, 1e6, 5).chosen == std::vector<uint64_t>{0, 5});  // the fastest
}

TEST_CASE("with what is faster on offer, select may take less than is held, never more",
          "[control]") {
    World w = world();
    w.models.list.insert(w.models.list.begin(), worlds::model("slower", 0.95, 150, 0));
    w.models.list.push_back(worlds::model("as slow", 0.3, 100, 0));
    w.workload = all_at(every(200, 10));
    Script script;
    script.period_ms = 1000;
    // Of four models the second, which takes 100 ms: 10 is faster, 100 and 150 are not.
    script.answer = [](const ControlView& v) {
        Operation next = offering(v, 1);
        if (v.now_ms >= 1000) next.offers = Offering::and_faster;
        return next;
    };
    for (const ChooseAt when : {ChooseAt::start, ChooseAt::arrival}) {
        w.servers->choose_at = when;
        // What comes at 1000 comes after the controller's turn.
        CHECK(script.run(w, 1e6, 10, "fastest").chosen == std::vector<uint64_t>{0, 5, 5, 0});
        CHECK(script.run(w, 1e6, 10, "most_accurate").chosen == std::vector<uint64_t>{0, 10, 0, 0});
    }
}

TEST_CASE("a change of what is offered beside the same model is a decision", "[control]") {
    World w = world();
    w.workload = all_at(every(200, 10));
    Script held;
    held.period_ms = 1000;
    held.answer = [](const ControlView& v) { return offering(v, 1); };  // the fastest there is
    Script more = held;
    more.answer = [](const ControlView& v) {
        Operation next = offering(v, 1);
        next.offers = Offering::and_faster;
        return next;
    };
    const Tally alone = held.run(w, 1e6, 10);
    const Tally with = more.run(w, 1e6, 10);
    CHECK(alone.chosen == with.chosen);
    CHECK(alone.fingerprint != with.fingerprint);
}

TEST_CASE("it is asked every period until nothing is left to do", "[control]") {
    Script script;
    script.period_ms = 70;
    World w = world();
    w.models.list.pop_back();
    w.workload = all_at({0, 0, 0});
    script.run(w, 1e6, 3);
    REQUIRE(script.shown.size() == 6);  // at 0, 70, ... 350, when all has been answered
    CHECK(script.shown.back().now_ms == 350);
    CHECK(script.shown.back().queue.busy == 0);
}

TEST_CASE("it sees the rate of what came, and hears what was served", "[control]") {
    Script script;
    script.period_ms = 1000;
    World w = world();
    w.models.list.pop_back();
    w.workload = all_at({0, 500, 900, 950, 990});
    script.run(w, 1e6, 5);
    CHECK(script.shown[0].rate_per_s == 0);
    CHECK(script.shown[1].rate_per_s == Approx(2 / 0.09));  // of 900, 950, 990
    REQUIRE(script.served.size() == 5);
    CHECK(script.served[3].waited_ms == Approx(50));
    CHECK(script.served[3].execution_ms == Approx(100));
    CHECK(script.served[4].latency_ms() == Approx(210));
    CHECK(script.served[4].sla_ms == 1e6);
}

TEST_CASE("who learns something may be asked at once", "[control]") {
    Script script;
    script.learn = [&](const Served&) { return script.served.size() == 2; };
    script.answer = [](const ControlView& v) { return offering(v, v.now_ms < 150 ? 0 : 1); };
    World w = world();
    w.workload = all_at({0, 0, 0, 0});
    CHECK(script.run(w, 1e6, 4).chosen == std::vector<uint64_t>{2, 2});
    REQUIRE(script.shown.size() == 2);
    CHECK(script.shown[1].now_ms == 200);
}

TEST_CASE("new replicas take their time to start, and cost from when they are asked for",
          "[control]") {
    Script script;
    script.period_ms = 100;
    script.answer = [](const ControlView& v) {
        Operation next = offering(v, 0);
        next.on.replicas = v.now_ms < 100 ? 1 : 3;
        return next;
    };
    World w = world();
    w.servers->most_replicas = 3;
    w.servers->start_ms = 250;
    w.workload = all_at({0, 0, 0, 0, 0, 0, 700});
    const Tally t = script.run(w, 1e6, 7);
    // Alone until 350: begin at 0, 100, 200, 300; then two more at 350.
    CHECK(ms(t.wait.total) == Approx(100 + 200 + 300 + 350 + 350));
    CHECK(script.shown[2].queue.replicas == 1);
    CHECK(script.shown[4].queue.replicas == 3);
    // Up to the last request at 700: 100 x 1 + 600 x 3; busy 350 x 1, then 50 x 3 and 50 x 2.
    CHECK(ms(t.cores_there) == Approx(1900));
    CHECK(ms(t.cores_busy) == Approx(400 + 200));
}

TEST_CASE("replicas that are given up finish what they run", "[control]") {
    Script script;
    script.period_ms = 50;
    script.answer = [](const ControlView& v) {
        Operation next = offering(v, 0);
        next.on.replicas = v.now_ms < 50 ? 2 : 1;
        return next;
    };
    World w = world();
    w.servers->replicas = 2;
    w.workload = all_at({0, 0, 0, 0, 400});
    const Tally t = script.run(w, 1e6, 5);
    CHECK(ms(t.wait.total) == Approx(100 + 200));
    CHECK(ms(t.cores_there) == Approx(2 * 100 + 300));
}

TEST_CASE("replicas that were given up while they started do not come", "[control]") {
    Script script;
    script.period_ms = 100;
    script.answer = [](const ControlView& v) {
        Operation next = offering(v, 0);
        const bool more = v.now_ms >= 100 && v.now_ms < 200;
        next.on.replicas = more || v.now_ms >= 300 ? 2 : 1;
        return next;
    };
    World w = world();
    w.servers->most_replicas = 2;
    w.servers->start_ms = 500;  // asked for at 100, not wanted at 200, asked for again at 300
    w.workload = all_at(std::vector<double>(12, 0));
    const Tally t = script.run(w, 1e6, 12);
    // One at a time until 800.
    double waits = 0;
    for (int i = 0; i < 9; ++i) waits += 100 * i;
    CHECK(ms(t.wait.total) == Approx(waits + 800 + 900 + 900));
}

TEST_CASE("threads change what execution takes, and how many can run", "[control]") {
    Script script;
    script.answer = [](const ControlView& v) {
        Operation next = offering(v, 0);
        next.on = {2, 2};
        return next;
    };
    World w = world();
    w.models.threads = {{1, 4}, {2, 2.5}, {4, 1}};
    w.servers->threads = 4;
    w.workload = all_at({0, 0, 0, 0});
    Tally t = script.run(w, 1e6, 4);
    CHECK(ms(t.execution.total) == Approx(4 * 250));
    CHECK(ms(t.wait.total) == Approx(2 * 250));

    // Changed while something runs: it keeps its cores until it ends.
    script.period_ms = 50;
    script.answer = [](const ControlView& v) {
        Operation next = offering(v, 0);
        if (v.now_ms >= 50) next.on = {4, 1};
        return next;
    };
    t = script.run(w, 1e6, 4);
    CHECK(ms(t.execution.total) == Approx(100 + 3 * 400));
    CHECK(ms(t.wait.total) == Approx(3 * 100));
    // What it believes is of the threads that run, not of those the pool is given with.
    CHECK(script.shown[0].mu_ms == Approx(100));
    CHECK(script.shown.back().mu_ms == Approx(400));
}

TEST_CASE("the bound reckons with all the cores one request can have", "[control]") {
    Script script;
    World w = world();
    w.models.threads = {{1, 4}, {2, 2.5}, {4, 1}, {8, 0.1}};
    w.servers->replicas = 4;
    w.workload = all_at({0, 1000});
    CHECK(script.run(w, 100, 2).bound.cloud == std::vector<uint64_t>{2, 0});
    CHECK(script.run(w, 99, 2).bound.cloud == std::vector<uint64_t>{0, 2});
}

TEST_CASE("a replica takes what waits as a batch", "[control]") {
    Script script;
    World w = world();
    w.models.list.pop_back();
    w.servers->batching = Batching{4, 0, 0.5};
    w.workload = all_at({0, 0, 0, 0, 0, 0});
    const Tally t = script.run(w, 1e6, 6);
    // The first alone, then four in 100 x (1 + 3 / 2), then the last.
    CHECK(ms(t.wait.total) == Approx(4 * 100 + 350));
    CHECK(ms(t.execution.total) == Approx(100 + 4 * 250 + 100));
    REQUIRE(script.served.size() == 3);
    CHECK(script.served[1].batch == 4);
    CHECK(script.served[1].waited_ms == Approx(100));
    CHECK(script.served[1].execution_ms == Approx(250));
}

TEST_CASE("an idle replica waits for a batch to fill, but not for ever", "[control]") {
    Script script;
    World w = world();
    w.models.list.pop_back();
    w.servers->batching = Batching{3, 40, 1};
    w.workload = all_at({0, 10, 20, 500, 510, 1000});
    const Tally t = script.run(w, 1e6, 6);
    CHECK(ms(t.wait.total) == Approx(20 + 10 + 0 + 40 + 30 + 40));
    CHECK(ms(t.execution.total) == Approx(3 * 300 + 2 * 200 + 100));
}

TEST_CASE("a controller may make batches smaller", "[control]") {
    Script script;
    script.answer = [](const ControlView& v) {
        Operation next = offering(v, 0);
        next.batch = 2;
        return next;
    };
    World w = world();
    w.servers->batching = Batching{4, 0, 0};
    w.workload = all_at({0, 0, 0, 0, 0});
    script.run(w, 1e6, 5);
    std::vector<int64_t> batches;
    for (const Served& s : script.served) batches.push_back(s.batch);
    CHECK(batches == std::vector<int64_t>{1, 2, 2});
}

TEST_CASE("the latest are dropped from a batch, and the rest go on", "[control]") {
    Script script;
    World w = world();
    w.models.list.pop_back();
    w.servers->batching = Batching{4, 0, 0};
    w.servers->drop_late = true;
    w.workload = all_at({0, 10, 60, 70});
    const Tally t = script.run(w, 50, 4);
    CHECK(t.dropped == 1);
    CHECK(t.executed == 3);
    CHECK(t.chosen == std::vector<uint64_t>{4});
}

TEST_CASE("what was decided, and when, is in the fingerprint", "[control]") {
    World w = world();
    w.workload = all_at({0});
    const auto fingerprint = [&](double at_ms) {
        Script script;
        script.period_ms = 10;
        script.answer = [=](const ControlView& v) { return offering(v, v.now_ms < at_ms ? 0 : 1); };
        return script.run(w, 1e6, 1).fingerprint;
    };
    CHECK(fingerprint(40) == fingerprint(40));
    CHECK_FALSE(fingerprint(40) == fingerprint(50));
}

TEST_CASE("a policy that asks for what is not there is our mistake", "[control]") {
    World w = world();
    w.models.threads = {{1, 4}, {4, 1}};
    w.workload = all_at({0});
    const auto wrong = [&](auto change) {
        Script script;
        script.answer = [=](const ControlView& v) {
            Operation next = v.running;
            change(next);
            return next;
        };
        CHECK_THROWS_AS(script.run(w, 100, 1), InternalError);
    };
    wrong([](Operation& o) { o.model = 2; });
    wrong([](Operation& o) { o.on.replicas = 2; });
    wrong([](Operation& o) { o.on.replicas = 0; });
    wrong([](Operation& o) { o.on.threads = 4; });
    wrong([](Operation& o) { o.batch = 2; });
    wrong([](Operation& o) { o.batch = 0; });
}

}  // namespace
}  // namespace mdisim
