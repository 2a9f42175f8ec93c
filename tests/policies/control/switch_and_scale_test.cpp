#include "sim/decide/control.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

// On four replicas: slow in time up to 20 a second, middle up to 40.
const Characterisation on_four_replicas({{0, {4, 1}, {trial(10, 100), trial(100, 100)}},
                                         {1, {4, 1}, {trial(40, 100), trial(41, 0)}},
                                         {2, {4, 1}, {trial(20, 100), trial(21, 0)}}});

Servers servers() {
    Servers s("switch_and_scale", R"({"calm_periods": 2})");
    s.tables = &on_four_replicas;
    s.most_replicas = 10;
    return s;
}

TEST_CASE("control switch_and_scale: as many replicas as the most accurate model needs",
          "[policies]") {
    Servers s = servers();
    s.arrive_at(20);
    CHECK(s.ask() == Operation{2, {4, 1}, 1});
    s.arrive_at(35);
    CHECK(s.ask().on.replicas == 7);  // 35 x 4 / 7 = 20
}

TEST_CASE("control switch_and_scale: until they are ready it switches", "[policies]") {
    Servers s = servers();
    s.arrive_at(20);
    s.ask();
    s.arrive_at(35);
    CHECK(s.ask().model == 1);
    s.queue.replicas = 7;
    CHECK(s.ask().model == 2);
    s.arrive_at(1000);  // nothing carries it
    CHECK(s.ask() == Operation{0, {10, 1}, 1});
}

TEST_CASE("control switch_and_scale: gives replicas up only when it has been calm", "[policies]") {
    Servers s = servers();
    s.arrive_at(35);
    s.ask();
    s.arrive_at(10);
    CHECK(s.ask().on.replicas == 7);
    s.arrive_at(35);
    CHECK(s.ask().on.replicas == 7);
    s.arrive_at(10);
    CHECK(s.ask().on.replicas == 7);
    CHECK(s.ask().on.replicas == 2);
}

}  // namespace
}  // namespace mdisim::controls
