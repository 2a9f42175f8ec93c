#include "sim/measure/series.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/random.hpp"
#include "sim/measure/parts.hpp"
#include "sim/measure/tally.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

using testing::at_ms;

constexpr Duration second = testing::lasting_s(1);

Outcome answered(Time created, uint16_t model, Duration latency, bool on_time) {
    Outcome o;
    o.created = created;
    o.model = model;
    o.executed = true;
    o.answer = Answer::cloud;
    o.latency = latency;
    o.on_time = on_time;
    return o;
}

// Anything that can happen in 20 seconds.
Outcome outcome_in_20_s(uint64_t i) {
    const Lanes lanes = random_lanes(3, {{}, 0, 0, 0, i});
    Outcome o = answered({static_cast<int64_t>(lanes.lane[0] % 20'000'000'000)},
                         static_cast<uint16_t>(lanes.lane[1] % 3),
                         {static_cast<int64_t>(lanes.lane[1] % 7'000'000'000)}, i % 3 == 0);
    if (i % 5 == 0) {
        o.answer = Answer::phone;
        o.phone_model = i % 2;
    }
    if (i % 7 == 0) {
        o.answer = Answer::none;
        o.on_time = false;
    }
    return o;
}

Series series_of(uint64_t first, uint64_t end) {
    Series series(second, 3, 2);
    for (uint64_t i = first; i < end; ++i) {
        series.add(outcome_in_20_s(i));
        const auto from = static_cast<int64_t>(i % 19'000);
        series.state(at_ms(from), at_ms(from + 900),
                     {static_cast<int64_t>(i % 11), static_cast<int64_t>(i % 4), 4, 2,
                      static_cast<uint16_t>(i % 3)});
    }
    return series;
}

uint128 in_ns(int64_t n) { return static_cast<uint128>(n) * 1'000'000; }

}  // namespace

TEST_CASE("a request counts in the window it was created in", "[series]") {
    Series series(second, 2, 1);
    series.add(answered({0}, 0, {700}, true));
    series.add(answered({999'999'999}, 1, {500}, false));
    series.add(answered({1'000'000'000}, 1, {30}, true));
    REQUIRE(series.windows().size() == 2);
    const SeriesWindow& first = series.windows()[0];
    CHECK(first.requests == 2);
    CHECK(first.on_time == 1);
    CHECK((first.latency.total == 1200));
    CHECK(first.chosen == std::vector<uint64_t>{1, 1});
    CHECK(first.cloud == std::vector<AnswerCount>{{{0, 1}}, {{1, 0}}});
    CHECK(series.windows()[1].requests == 1);
    CHECK(series.windows()[1].cloud == std::vector<AnswerCount>{{}, {{0, 1}}});
}

TEST_CASE("who answered is told apart, and nobody is", "[series]") {
    Series series(second, 1, 2);
    Outcome rescued = answered({0}, 0, {5}, true);
    rescued.answer = Answer::phone;
    rescued.phone_model = 1;
    rescued.attempts = 2;
    Outcome dropped = answered({0}, 0, {7}, false);
    dropped.answer = Answer::none;
    Outcome at_home = rescued;
    at_home.model = no_model;
    at_home.phone_model = 0;
    for (const Outcome& o : {rescued, dropped, at_home}) series.add(o);
    const SeriesWindow& w = series.windows().at(0);
    CHECK(w.requests == 3);
    CHECK(w.dropped == 1);
    CHECK(w.chosen == std::vector<uint64_t>{2});
    CHECK(w.attempts == 3);  // what stayed on the phone was not sent
    CHECK(w.cloud == std::vector<AnswerCount>{{}});
    CHECK(w.phone == std::vector<AnswerCount>{{{0, 1}}, {{0, 1}}});
    CHECK((w.latency.total == 10));
}

TEST_CASE("a state that lasts is divided among the windows it lasts in", "[series]") {
    Series series(second, 2, 0);
    series.state(at_ms(700), at_ms(2500), {3, 2, 4, 2, 1});
    series.state(at_ms(2500), at_ms(2500), {100, 100, 100, 100, 0});
    series.state(at_ms(2500), at_ms(3000), {0, 1, 4, 2, no_model});
    REQUIRE(series.windows().size() == 3);
    const auto& w = series.windows();
    CHECK((w[0].watched_ns == in_ns(300)));
    CHECK((w[1].watched_ns == in_ns(1000)));
    CHECK((w[2].watched_ns == in_ns(1000)));
    CHECK((w[0].waiting_ns == in_ns(900)));
    CHECK((w[2].waiting_ns == in_ns(1500)));
    CHECK((w[2].cores_busy == in_ns(1000 + 500)));
    CHECK((w[2].cores_there == in_ns(4000)));
    CHECK((w[2].replicas_ns == in_ns(2000)));
    CHECK((w[1].active_ns == std::vector<uint128>{0, in_ns(1000)}));
    CHECK((w[2].active_ns == std::vector<uint128>{0, in_ns(500)}));
}

TEST_CASE("where a state is cut does not matter", "[series]") {
    Series whole({7919}, 1, 0);
    Series cut({7919}, 1, 0);
    const ServerState state{5, 3, 4, 2, 0};
    whole.state({100}, {1'000'000}, state);
    Time at{100};
    for (uint64_t i = 0; at < Time{1'000'000}; ++i) {
        const auto step = static_cast<int64_t>(random_lanes(1, {{}, 0, 0, 0, i}).lane[0] % 20'000);
        const Time next = std::min(Time{1'000'000}, at + Duration{step});
        cut.state(at, next, state);
        at = next;
    }
    CHECK((whole == cut));
}

TEST_CASE("series merge in any order into the same whole numbers", "[series]") {
    const Series whole = series_of(0, 600);
    const std::vector<Series> parts = {series_of(0, 10), series_of(10, 400), series_of(400, 600)};
    for (const std::vector<size_t>& order :
         std::vector<std::vector<size_t>>{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}}) {
        Series merged(second, 3, 2);
        for (size_t i : order) merged.merge(parts[i]);
        CHECK((merged == whole));
    }
    CHECK((parts[1] != whole));
}

TEST_CASE("a span is the sum of its windows", "[series]") {
    const Series series = series_of(0, 600);
    SeriesWindow sum(3, 2);
    for (size_t k : {3u, 4u, 5u}) combine(sum, series.windows()[k]);
    CHECK((series.over({at_ms(3000), at_ms(6000)}) == sum));
    CHECK((series.over({at_ms(3000), at_ms(4000)}) == series.windows()[3]));
    CHECK((series.over({at_ms(3000), at_ms(3000)}) == SeriesWindow(3, 2)));
    CHECK_THROWS_AS(series.over({at_ms(3000), at_ms(3500)}), InternalError);
    CHECK_THROWS_AS(series.over({at_ms(2500), at_ms(4000)}), InternalError);
    CHECK(series.reaches(at_ms(20'000)));
    CHECK(!series.reaches(at_ms(20'001)));
    CHECK_THROWS_AS(series.over({at_ms(3000), at_ms(21'000)}), InternalError);
}

TEST_CASE("a series that would fill the memory is refused", "[series]") {
    Series series({10}, 1, 0);
    const auto most = static_cast<int64_t>(Series::most_windows);
    CHECK_NOTHROW(series.add(answered({most * 10 - 1}, 0, {1}, true)));
    CHECK(series.windows().size() == Series::most_windows);
    CHECK_THROWS_AS(series.add(answered({most * 10}, 0, {1}, true)), OutOfRange);
    CHECK_THROWS_AS(series.state({0}, {most * 10 + 1}, {}), OutOfRange);
    CHECK_THROWS_AS(Series({0}, 1, 0), InternalError);
}

TEST_CASE("series that differ in kind do not merge", "[series]") {
    Series series = series_of(0, 5);
    CHECK_THROWS_AS(series.merge(Series({7}, 3, 2)), InternalError);
    Series other(second, 2, 2);
    other.add(answered({0}, 0, {1}, true));
    CHECK_THROWS_AS(series.merge(other), InternalError);
    Tally with(3, 2), without(3, 2);
    with.series = series_of(0, 5);
    CHECK_THROWS_AS(with.merge(without), InternalError);
    CHECK_THROWS_AS(without.merge(with), InternalError);
    with.merge(Tally(with));
    Series twice = series_of(0, 5);
    twice.merge(series_of(0, 5));
    CHECK((*with.series == twice));
}

TEST_CASE("a tally's series has every request in it, warm-up too", "[series]") {
    Tally tally(3, 2);
    tally.add(outcome_in_20_s(1), true);
    CHECK(!tally.series);
    tally.series.emplace(second, 3, 2);
    for (uint64_t i = 0; i < 50; ++i) tally.add(outcome_in_20_s(i), i >= 20);
    Series expected(second, 3, 2);
    for (uint64_t i = 0; i < 50; ++i) expected.add(outcome_in_20_s(i));
    CHECK((*tally.series == expected));
    CHECK(tally.requests == 31);
}

}  // namespace mdisim
