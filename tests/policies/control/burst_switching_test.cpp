#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "sim/engine/time.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

// On four replicas: slow in time up to 20 a second, middle up to 40.
const Characterisation steady({{0, {4, 1}, {trial(10, 100), trial(100, 100)}},
                               {1, {4, 1}, {trial(40, 100), trial(41, 0)}},
                               {2, {4, 1}, {trial(20, 100), trial(21, 0)}}});

Servers before_a_burst() {
    Servers s("burst_switching");
    s.tables = &steady;
    s.arrive_at(10);  // the last stamp at 1900 ms
    s.now_ms = 2000;
    return s;
}

TEST_CASE("control burst_switching: the larger of two rates", "[policies]") {
    CHECK(before_a_burst().ask().model == 2);
    // 31 in the last second, the last two of them 100 ms apart.
    Servers s("burst_switching", R"({"window": 2})");
    s.tables = &steady;
    for (int i = 0; i < 30; ++i) s.recent.add(Time{} + Duration::from_ms(1100 + 20 * i));
    s.recent.add(Time{} + Duration::from_ms(1780));
    s.now_ms = 2000;
    CHECK(s.ask().model == 1);
    s.now_ms = 5000;  // nobody came in the last second: 10 a second, by the last two
    CHECK(s.ask().model == 2);
    s.recent.add(Time{} + Duration::from_ms(1790));
    CHECK(s.ask().model == 0);  // 100 a second
}

TEST_CASE("control burst_switching: the line is worked off by the deadline", "[policies]") {
    Servers s = before_a_burst();
    s.queue.waiting = 16;  // (16 / 4 + 1) x 100 ms = 500 ms
    CHECK(s.ask().model == 2);
    s.queue.waiting = 17;
    CHECK(s.ask().model == 1);
    s.queue.waiting = 4000;  // nobody can: the one that is least late
    CHECK(s.ask().model == 0);
}

}  // namespace
}  // namespace mdisim::controls
