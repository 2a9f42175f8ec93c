#include "sim/world/phone/phone.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/sums.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/world.hpp"
#include "tests/support/times.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

constexpr int64_t pj_per_j = 1'000'000'000'000;

PhoneCosts costs(double power_mw, double j_per_kb) {
    Phone phone;
    phone.compute_power_mw = power_mw;
    phone.transfer_j_per_kb = j_per_kb;
    return PhoneCosts(phone);
}

// PieSlicer: at least 0.005 J for a kilobyte: 0.265 J for 53 kB.
TEST_CASE("sending costs energy by the byte", "[world]") {
    CHECK(costs(0, 0.005).sending_pj(1000) == 5 * pj_per_j / 1000);
    CHECK(costs(0, 0.005).sending_pj(53'000) == 265 * pj_per_j / 1000);
    CHECK(costs(0, 0.005).sending_pj(1) == 5'000'000);
    CHECK(costs(0, 0).sending_pj(53'000) == 0);
    CHECK(costs(5000, 0.005).sending_pj(0) == 0);
}

// One milliwatt for one nanosecond is a picojoule.
TEST_CASE("computing costs energy by the time it takes", "[world]") {
    CHECK(costs(1, 0).computing_pj(Duration{1}) == 1);
    CHECK(costs(2000, 0).computing_pj(Duration::from_ms(6)) == 12 * pj_per_j / 1000);
    CHECK(costs(2167.77, 0).computing_pj(testing::lasting_s(10)) == 21'677'700'000'000);
    CHECK(costs(0.4, 0).computing_pj(Duration{1}) == 0);
    CHECK(costs(0.6, 0).computing_pj(Duration{1}) == 1);
    CHECK(costs(2000, 0.005).computing_pj(Duration{0}) == 0);
}

// 10 requests of 50 kB; the phone takes 6 ms at 2 W.
TEST_CASE("a run spends what was sent and what was computed", "[world]") {
    World world = worlds::plain();
    world.payload.up_kb = 50;
    world.phone->models.family = Family::constant;
    const auto energy_pj = [&](const char* place) {
        const Cell cell = worlds::cell(world, 100, "fastest", place);
        const Tally tally = simulate({&cell, 1}, worlds::plan(10)).front().tally;
        return static_cast<int64_t>(tally.energy_pj);
    };
    const int64_t sending = 250 * pj_per_j / 1000, computing = 12 * pj_per_j / 1000;
    CHECK(energy_pj("cloud") == 10 * sending);
    CHECK(energy_pj("phone") == 10 * computing);
    CHECK(energy_pj("both") == 10 * (sending + computing));
}

TEST_CASE("a phone can only run a model it has", "[world]") {
    const auto validated = [](const Phone& phone) { describe(Tag<Phone>{}).validate(&phone); };
    Phone phone = worlds::phone();
    CHECK_NOTHROW(validated(phone));
    phone.model = "pockets";
    CHECK_THROWS_WITH(validated(phone), Catch::Contains("'pockets'") && Catch::Contains("pocket"));
    phone.models.list.clear();
    CHECK_THROWS_AS(validated(phone), UserError);
}

TEST_CASE("a world knows which model its phone runs", "[world]") {
    World world = worlds::plain();
    world.phone->model = "palm";
    CHECK(ReadyWorld(world).place_view(0, 100).usual_model == 1);
    CHECK(ReadyWorld(world).phones().models().names().at(1) == "palm");
    const Cell cell = worlds::cell(world, 100, "fastest", "phone");
    const Tally tally = simulate({&cell, 1}, worlds::plan(50)).front().tally;
    CHECK(tally.phone[0] == AnswerCount{});
    CHECK(tally.phone[1].answers() == 50);
}

}  // namespace
}  // namespace mdisim
