#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/draw.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

const Characterisation by_rate({{0, {4, 1}, {trial(10, 100), trial(100, 100)}},
                                {1, {4, 1}, {trial(40, 100), trial(41, 0)}},
                                {2, {4, 1}, {trial(20, 100), trial(21, 0)}}});

uint16_t held(Servers& s, const std::vector<ModelInMemory>& memory) {
    Draw draw(1, {draws_of(Decision::control), 0, 0, 0, 0});
    ControlView view = s.view();
    view.memory = memory;
    return s.policy().decide(view, draw).model;
}

TEST_CASE("control switch_in_memory: of what memory holds", "[policies]") {
    Servers s("switch_in_memory");
    s.tables = &by_rate;
    s.arrive_at(30);
    CHECK(held(s, {}) == 1);
    CHECK(held(s, {{true, 3000}, {false, 3000}, {true, 3000}}) == 0);
    CHECK(held(s, {{false, 3000}, {false, 3000}, {true, 3000}}) == 2);
    s.arrive_at(10);
    CHECK(held(s, {{true, 3000}, {false, 3000}, {true, 3000}}) == 2);
}

TEST_CASE("control switch_in_memory: with patience it loads what is wanted long enough",
          "[policies]") {
    Servers s("switch_in_memory", R"({"patience": 3})");
    s.tables = &by_rate;
    const std::vector<ModelInMemory> without_middle = {{true, 3000}, {false, 3000}, {true, 3000}};
    s.arrive_at(30);
    CHECK(held(s, without_middle) == 0);
    CHECK(held(s, without_middle) == 0);
    s.arrive_at(10);
    CHECK(held(s, without_middle) == 2);  // it was not wanted: counted anew
    s.arrive_at(30);
    CHECK(held(s, without_middle) == 0);
    CHECK(held(s, without_middle) == 0);
    CHECK(held(s, without_middle) == 1);
}

}  // namespace
}  // namespace mdisim::controls
