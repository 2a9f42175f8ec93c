// Containers whose model is not active: worked out by hand.
#include "sim/run/servers/containers.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/world/servers.hpp"
#include "tests/run/scripted_control.hpp"

namespace mdisim {
namespace {

using namespace scripted;

// A container for each of the two models, the inactive one on a tenth of its core.
World contained() {
    World w = world();
    w.servers->choose_at = ChooseAt::arrival;
    w.servers->lines = LineKind::by_model;
    w.servers->models = {"slow"};
    w.servers->further = {FurtherServers{1, 1, 1, {"quick"}}};
    w.servers->inactive_share = 0.1;
    return w;
}

Operation slow_until(const ControlView& v, double ms) {
    return offering(v, v.now_ms < ms ? uint16_t{0} : uint16_t{1});
}

TEST_CASE("what runs in a container goes on slower when its model is not active any more",
          "[run][containers]") {
    Script script;
    script.period_ms = 60;
    script.answer = [](const ControlView& v) { return slow_until(v, 50); };
    World w = contained();
    w.workload = all_at({0, 70});
    const Tally t = script.run(w, 1e6, 2);
    // Slow: 60 ms at full speed, the other 40 take 400. Quick: 10 ms in its own container.
    CHECK(ms(t.execution.total) == Approx(460 + 10));
    CHECK(ms(t.wait.total) == Approx(0));
}

TEST_CASE("and faster when it is active again", "[run][containers]") {
    Script script;
    script.period_ms = 60;
    script.answer = [](const ControlView& v) {
        return offering(v, v.now_ms > 50 && v.now_ms < 170 ? uint16_t{1} : uint16_t{0});
    };
    World w = contained();
    w.workload = all_at({0, 500});
    const Tally t = script.run(w, 1e6, 2);
    // 60 ms of work by 60, 12 more by 180 (two periods at a tenth), the other 28 at full speed.
    CHECK(ms(t.execution.total) == Approx(208 + 100));
}

TEST_CASE("those that wait in a container wait for its share", "[run][containers]") {
    Script script;
    script.period_ms = 60;
    script.answer = [](const ControlView& v) { return slow_until(v, 50); };
    World w = contained();
    w.workload = all_at({0, 1, 200});
    const Tally t = script.run(w, 1e6, 3);
    CHECK(ms(t.execution.total) == Approx(460 + 1000 + 10));
    CHECK(ms(t.wait.total) == Approx(459));
}

TEST_CASE("a share of one changes nothing", "[run][containers]") {
    const auto fingerprint = [](std::optional<double> share) {
        Script script;
        script.period_ms = 60;
        script.answer = [](const ControlView& v) { return slow_until(v, 50); };
        World w = contained();
        w.servers->inactive_share = share;
        w.workload = all_at({0, 1, 30, 70, 75, 80});
        return script.run(w, 1e6, 6).fingerprint;
    };
    CHECK(fingerprint(1) == fingerprint({}));
    CHECK(fingerprint(0.5) != fingerprint({}));
}

TEST_CASE("a share is of servers for some models each", "[run][containers]") {
    World w = contained();
    w.servers->lines = LineKind::shared;
    w.servers->models.clear();
    w.servers->further.clear();
    CHECK_THROWS_AS(describe(Tag<World>{}).validate(&w), UserError);
    w = contained();
    describe(Tag<World>{}).validate(&w);
}

TEST_CASE("hopeless requests are pruned, at the mean time of the model that would run",
          "[run][containers]") {
    Script script;
    World w = world();
    w.servers->drop_hopeless = true;
    script.answer = [](const ControlView& v) { return offering(v, 0); };
    // Slow takes 100: by 250 the second of three at once ends in time, the third would not.
    w.workload = all_at({0, 0, 0});
    Tally t = script.run(w, 250, 3);
    CHECK(t.dropped == 1);
    CHECK(t.on_time == 2);
    w.servers->drop_hopeless = false;
    w.servers->drop_late = true;  // it is not late yet when its turn comes
    t = script.run(w, 250, 3);
    CHECK(t.dropped == 0);
    CHECK(t.on_time == 2);
    w.servers->drop_hopeless = true;
    t = script.run(w, 99, 3);  // nobody can be in time
    CHECK(t.dropped == 3);
}

}  // namespace
}  // namespace mdisim
