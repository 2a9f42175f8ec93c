#include "sim/measure/phone_uses.hpp"

#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/series.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

Duration ms_of(int64_t ms) { return {ms * 1'000'000}; }

// The phone begins after 10 ms, loads for 100, rescales for 20 and computes for 70.
Outcome copy() {
    Outcome o;
    o.created = testing::at_ms(500);
    o.phone_start = ms_of(10);
    o.phone_load = ms_of(100);
    o.phone_rescale = ms_of(20);
    o.phone = ms_of(200);
    o.phone_model = 1;
    o.answer = Answer::phone;
    o.latency = ms_of(200);
    o.loads = true;
    return o;
}

PhoneTimes times_of(const Outcome& o) {
    PhoneTimes times;
    times.models.resize(2);
    times.add(o);
    return times;
}

uint128 in_ms(uint64_t ms) { return static_cast<uint128>(ms) * 1'000'000; }

}  // namespace

TEST_CASE("a phone loads, rescales and computes, one after the other", "[phone_uses]") {
    const PhoneTimes times = times_of(copy());
    CHECK((times.models[1].loading.total == in_ms(100)));
    CHECK((times.models[1].rescaling.total == in_ms(20)));
    CHECK((times.models[1].computing.total == in_ms(70)));
    CHECK(times.models[1].loads == 1);
    CHECK(times.models[1].runs == 1);
    CHECK(times.models[0] == ModelTimes{});
    CHECK((times.online.total == 0));
}

TEST_CASE("a request that waits for a load of another one loads nothing", "[phone_uses]") {
    Outcome o = copy();
    o.loads = false;
    CHECK((times_of(o).models[1].loading.total == 0));
    CHECK(times_of(o).models[1].loads == 0);
    CHECK((times_of(o).models[1].computing.total == in_ms(70)));
}

TEST_CASE("a copy that is stopped while it rescales does not compute", "[phone_uses]") {
    Outcome o = copy();
    o.model = 0;
    o.answer = Answer::cloud;
    o.latency = ms_of(125);
    o.stopped = true;
    CHECK((times_of(o).models[1].rescaling.total == in_ms(15)));
    CHECK((times_of(o).models[1].computing.total == 0));
    CHECK((times_of(o).online.total == in_ms(125)));
}

TEST_CASE("a phone shrinks a picture, and is online from its sending on", "[phone_uses]") {
    Outcome o;
    o.model = 0;
    o.executed = true;
    o.shrunk = Shrunk::on_phone;
    o.prepare = ms_of(76);
    o.latency = ms_of(351);
    o.answer = Answer::cloud;
    CHECK((times_of(o).shrinking.total == in_ms(76)));
    CHECK((times_of(o).online.total == in_ms(275)));
    o.answer = Answer::none;  // dropped after a wait
    o.uplink = ms_of(40);
    o.wait = ms_of(30);
    CHECK((times_of(o).online.total == in_ms(70)));
}

TEST_CASE("windows of time hold together what the phone does in all", "[phone_uses]") {
    Series series(ms_of(7), 1, 2, {}, true);
    PhoneTimes all;
    all.models.resize(2);
    for (uint64_t i = 0; i < 50; ++i) {
        Outcome o = copy();
        const Lanes lanes = random_lanes(5, {{}, 0, 0, 0, i});
        o.created = {static_cast<int64_t>(lanes.lane[0] % 3'000'000'000)};
        o.phone_model = lanes.lane[1] % 2;
        o.loads = i % 3 == 0;
        o.phone += Duration{static_cast<int64_t>(lanes.lane[1] % 50'000'000)};
        o.model = i % 2 == 0 ? 0 : no_model;
        series.add(o);
        all.add(o);
    }
    PhoneTimes sum;
    sum.models.resize(2);
    for (const SeriesWindow& w : series.windows()) {
        for (size_t m = 0; m < 2; ++m) {
            CHECK((w.phones.models[m].loading.total <= in_ms(7) * 50));
            sum.models[m].loading.total += w.phones.models[m].loading.total;
            sum.models[m].rescaling.total += w.phones.models[m].rescaling.total;
            sum.models[m].computing.total += w.phones.models[m].computing.total;
            sum.models[m].loads += w.phones.models[m].loads;
            sum.models[m].runs += w.phones.models[m].runs;
        }
        sum.online.total += w.phones.online.total;
    }
    for (size_t m = 0; m < 2; ++m) {
        CHECK((sum.models[m].loading == all.models[m].loading));
        CHECK((sum.models[m].rescaling == all.models[m].rescaling));
        CHECK((sum.models[m].computing.total == all.models[m].computing.total));
        CHECK(sum.models[m].loads == all.models[m].loads);
        CHECK(sum.models[m].runs == all.models[m].runs);
    }
    CHECK((sum.online == all.online));
}

TEST_CASE("a series says in which window a phone loads", "[phone_uses]") {
    Series series(ms_of(100), 1, 2, {}, true);
    series.add(copy());  // loads from 510 to 610 ms
    REQUIRE(series.windows().size() == 7);
    CHECK((series.windows()[5].phones.models[1].loading.total == in_ms(90)));
    CHECK((series.windows()[6].phones.models[1].loading.total == in_ms(10)));
    CHECK((series.windows()[6].phones.models[1].rescaling.total == in_ms(20)));
    CHECK(series.windows()[5].phones.models[1].loads == 1);
    CHECK(series.windows()[6].phones.models[1].runs == 1);
}

}  // namespace mdisim
