#include "sim/judge/quantity.hpp"

#include <cmath>
#include <tuple>

#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "tests/judge/made_up.hpp"

namespace mdisim {

using namespace testing;

TEST_CASE("a value is the metric with the interval it came with", "[quantity]") {
    MadeUp results;
    results.set(0, "a", "attainment", {0.25, 0.75}, {0.6, 0.5, 0.8});
    Check check = check_of();
    check.expect = at_least(0.6);
    const Finding found = results.measured(check);
    CHECK(found.ours.mean == 0.6);
    CHECK(found.ours.half_width() == Approx(0.2));
    CHECK(found.where.empty());
    CHECK(found.holds);
    check.expect = at_least(0.61);
    CHECK(!results.measured(check).holds);
}

TEST_CASE("what is said of a check is handed on", "[quantity]") {
    Check check = check_of();
    check.label = "its label";
    check.reading = "a reading";
    check.aside = true;
    check.expect = at_most(3);
    const Finding found = MadeUp().measured(check);
    CHECK(found.label == "its label");
    CHECK(found.reading == "a reading");
    CHECK(found.aside);
    CHECK(found.expected.high() == 3);
}

TEST_CASE("a difference is taken replication by replication", "[quantity]") {
    MadeUp results;
    results.set(0, "a", "attainment", {0.5, 0.625, 0.75});
    results.set(0, "b", "attainment", {0.25, 0.375, 0.5});
    Check check = check_of(ClaimForm::difference);
    check.against = Against{"b", ""};
    const Finding found = results.measured(check);
    CHECK(found.ours.mean == 0.25);
    CHECK(found.ours.half_width() == 0);  // each swings, their difference does not
}

TEST_CASE("a contrast is a weighted sum taken replication by replication", "[quantity]") {
    MadeUp results;
    results.set(0, "a", "attainment", {0.5, 0.625, 0.75});
    results.set(0, "b", "attainment", {0.25, 0.375, 0.5});
    Check check = check_of();
    check.policy = "";
    check.contrast = {{"a", 2}, {"b", -2}};
    CHECK(results.measured(check).ours.mean == 0.5);
    CHECK(results.measured(check).ours.half_width() == 0);  // each swings, the contrast does not
    // By hand: 0.5 - 0.25 / 2 = 0.375, 0.625 - 0.375 / 2 = 0.4375, 0.75 - 0.5 / 2 = 0.5, which
    // are 0.0625 apart; t of 2 degrees of freedom at 97.5 % is 4.302653.
    check.contrast = {{"a", 1}, {"b", -0.5}};
    const Finding found = results.measured(check);
    CHECK(found.ours.mean == 0.4375);
    CHECK(found.ours.half_width() == Approx(4.302653 * 0.0625 / std::sqrt(3)).epsilon(1e-6));
}

TEST_CASE("a contrast goes along an axis as a policy does", "[quantity]") {
    MadeUp results(four);
    results.line("a", "attainment", {0.5, 0.5, 0.75, 1}).line("b", "attainment", {0.5, 0.75, 0, 0});
    Check check = along_sla(ClaimForm::crossing);
    check.policy = "";
    check.contrast = {{"a", 1}, {"b", -1}};
    check.level = 0.5;
    CHECK(results.measured(check).ours.mean == 30);
    check.form = ClaimForm::value;
    check.take = Take::smallest;
    CHECK(results.measured(check).ours.mean == -0.25);
    CHECK(results.measured(check).where == "sla_ms 20");
}

TEST_CASE("a contrast over what was not measured is nothing", "[quantity]") {
    MadeUp results;
    results.set(0, "a", "attainment", {0.5, 0.5});
    Check check = check_of();
    check.policy = "";
    check.contrast = {{"a", 1}, {"b", -1}};
    CHECK(std::isnan(results.measured(check).ours.mean));
    CHECK(!results.measured(check).holds);
    check.contrast.push_back({"b", 0});
    check.contrast = {{"a", 1}, {"a", -1}, {"b", 0}};
    CHECK(results.measured(check).ours.mean == 0);  // what weighs nothing need not be there
}

TEST_CASE("surely: the whole interval is as expected", "[quantity]") {
    MadeUp results;
    results.set(0, "a", "attainment", {0.25, 0.75}, {0.6, 0.5, 0.8});
    Check check = check_of();
    for (const auto& [expected, mean, surely] : {std::tuple{at_least(0.5), true, true},
                                                 {at_least(0.55), true, false},
                                                 {at_most(0.8), true, true},
                                                 {at_most(0.7), true, false},
                                                 {at_least(0.7), false, false}}) {
        check.expect = expected;
        check.surely = false;
        CHECK(results.measured(check).holds == mean);
        check.surely = true;
        CHECK(results.measured(check).holds == surely);
    }
    check.expect = at_least(0);
    CHECK(!MadeUp().measured(check).holds);
}

TEST_CASE("a ratio is the mean of the replications' ratios", "[quantity]") {
    MadeUp results;
    results.set(0, "a", "attainment", {1, 4});
    results.set(0, "b", "attainment", {2, 4});
    Check check = check_of(ClaimForm::ratio);
    check.against = Against{"b", ""};
    CHECK(results.measured(check).ours.mean == 0.75);
}

TEST_CASE("what 'against' leaves open is as in the check", "[quantity]") {
    MadeUp results(R"({"sla_ms": [10, 20]})");
    results.line("a", "attainment", {0.75, 0.5}).line("b", "attainment", {0.25, 0.125});
    results.line("a", "effective_accuracy", {0.5, 0.375});
    Check check = check_of(ClaimForm::difference);
    check.at = check.against_at = object_of(R"({"sla_ms": 10})");
    check.against = Against{"b", ""};
    CHECK(results.measured(check).ours.mean == 0.5);
    check.against = Against{"", "effective_accuracy"};
    CHECK(results.measured(check).ours.mean == 0.25);
    check.against = Against{};
    CHECK(results.measured(check).ours.mean == 0);
    check.against_at = object_of(R"({"sla_ms": 20})");
    CHECK(results.measured(check).ours.mean == 0.25);
    check.against = Against{"b", ""};
    CHECK(results.measured(check).ours.mean == 0.625);
}

TEST_CASE("along an axis one number is taken, and it says where it is from", "[quantity]") {
    MadeUp results(four);
    results.line("a", "attainment", {0.5, 1, 0.25, 0.25});
    const Finding largest = results.measured(taking(Take::largest));
    CHECK(largest.ours.mean == 1);
    CHECK(largest.where == "sla_ms 20");
    const Finding smallest = results.measured(taking(Take::smallest));
    CHECK(smallest.ours.mean == 0.25);
    CHECK(smallest.where == "sla_ms 30");
    const Finding mean = results.measured(taking(Take::mean));
    CHECK(mean.ours.mean == 0.5);
    CHECK(mean.where.empty());
    const Finding spread = results.measured(taking(Take::spread));
    CHECK(spread.ours.mean == 0.75);
    CHECK(spread.where == "sla_ms 30 to sla_ms 20");
}

TEST_CASE("the interval of a mean along an axis is that of the replications' means", "[quantity]") {
    MadeUp results(R"({"sla_ms": [10, 20]})");
    results.set(0, "a", "attainment", {0.25, 0.75}).set(1, "a", "attainment", {0.75, 0.25});
    const Finding mean = results.measured(taking(Take::mean));
    CHECK(mean.ours.mean == 0.5);
    CHECK(mean.ours.half_width() == 0);
}

TEST_CASE("of every place, the one furthest from what is expected decides", "[quantity]") {
    MadeUp results(four);
    results.line("a", "attainment", {0.5, 0.625, 0.375, 0.5});
    Check check = taking(Take::every);
    check.expect = {0.375, 0.625, {}, {}};
    CHECK(results.measured(check).holds);
    check.expect = {0.4, 0.625, {}, {}};
    CHECK(results.measured(check).where == "sla_ms 30");
    CHECK(!results.measured(check).holds);
    check.expect = {0.35, 0.5, {}, {}};
    CHECK(results.measured(check).where == "sla_ms 20");
    check.expect = {{}, {}, 0.6, 0.2};
    CHECK(results.measured(check).where == "sla_ms 30");
    CHECK(!results.measured(check).holds);
}

TEST_CASE("bounds belong to what is expected", "[quantity]") {
    MadeUp results;
    results.line("a", "attainment", {0.5});
    Check check = check_of();
    for (const Expectation& e : {at_least(0.5), at_most(0.5), Expectation{{}, {}, 0.5, 0.0},
                                 Expectation{{}, {}, 0.75, 0.25}, Expectation{0.5, 0.5, {}, {}}}) {
        check.expect = e;
        CHECK(results.measured(check).holds);
    }
    for (const Expectation& e : {at_least(0.51), at_most(0.49), Expectation{{}, {}, 0.6, 0.05}}) {
        check.expect = e;
        CHECK(!results.measured(check).holds);
    }
}

TEST_CASE("a range holds both its ends", "[quantity]") {
    MadeUp results(four);
    results.line("a", "attainment", {1, 0.5, 0.25, 0});
    Check check = taking(Take::largest);
    check.range = {20, 30};
    CHECK(results.measured(check).ours.mean == 0.5);
    check.take = Take::smallest;
    CHECK(results.measured(check).ours.mean == 0.25);
    check.range = {30, 30};
    CHECK(results.measured(check).ours.mean == 0.25);
    check.range = {11, 19};
    CHECK(is_nothing(results.measured(check)));
}

TEST_CASE("with several axes the place on each is found", "[quantity]") {
    MadeUp results(R"({"network.directions": ["same", "independent"], "sla_ms": [10, 20],
                       "seed": [1, 2, 3]})");
    REQUIRE(results.scenario().size() == 12);
    for (size_t i = 0; i < 12; ++i) {
        results.set(i, "a", "attainment", {static_cast<double>(i), static_cast<double>(i)});
    }
    Check check = reading_at(R"({"network.directions": "independent", "sla_ms": 10, "seed": 3.0})");
    CHECK(results.measured(check).ours.mean == 8);
    check.at = object_of(R"({"seed": 2, "network.directions": "same", "sla_ms": 20})");
    CHECK(results.measured(check).ours.mean == 4);
    check.at = check.against_at = object_of(R"({"network.directions": "independent", "seed": 1})");
    check.along = "sla_ms";
    check.take = Take::largest;
    CHECK(results.measured(check).ours.mean == 9);
    check.at = check.against_at = object_of(R"({"sla_ms": 20, "seed": 1})");
    check.along = "network.directions";
    CHECK(results.measured(check).ours.mean == 9);
    CHECK(results.measured(check).where == "network.directions independent");
    check.take = Take::smallest;
    CHECK(results.measured(check).ours.mean == 3);
    CHECK(results.measured(check).where == "network.directions same");
}

TEST_CASE("axes that move together go by the first", "[quantity]") {
    MadeUp results(R"([{"sla_ms": [10, 20, 30], "seed": [3, 1, 2]}])");
    results.line("a", "attainment", {0.25, 0.5, 0.75});
    CHECK(results.measured(reading_at(R"({"sla_ms": 20})")).ours.mean == 0.5);
    CHECK(results.measured(taking(Take::largest)).where == "sla_ms 30");
}

TEST_CASE("the distance to a curve is the largest, at the curve's points", "[quantity]") {
    MadeUp results(four, "[]",
                   "a,attainment,10,0.5\na,attainment,30,0.5\na,latency_ms_mean,10,9\n"
                   "s,attainment,20,1\n");
    results.line("a", "attainment", {0.75, 0.25, 0.125, 0});
    Check check = along_sla(ClaimForm::distance);
    check.curve = "published/line";
    check.expect = at_most(0.375);
    const Finding found = results.measured(check);
    CHECK(found.ours.mean == 0.375);
    CHECK(found.where == "sla_ms 30");
    CHECK(found.holds);
    check.range = {0, 20};
    CHECK(results.measured(check).ours.mean == 0.25);
    check.range = {};
    check.series = "s";
    CHECK(results.measured(check).ours.mean == 0.75);
    check.series = "nobody";
    CHECK(is_nothing(results.measured(check)));
}

TEST_CASE("a distance has the interval of the number that is furthest", "[quantity]") {
    MadeUp results(R"({"sla_ms": [10]})", "[]", "a,attainment,10,1\n");
    results.set(0, "a", "attainment", {0.25, 0.75}, {0.5, 0.25, 0.75});
    Check check = along_sla(ClaimForm::distance);
    check.curve = "published/line";
    CHECK(results.measured(check).ours.mean == 0.5);
    CHECK(results.measured(check).ours.half_width() == 0.25);
}

TEST_CASE("a curve that goes where nothing was measured cannot be followed", "[quantity]") {
    MadeUp results(four, "[]", "a,attainment,10,0.5\na,attainment,25,0.5\na,attainment,40,0.5\n");
    results.line("a", "attainment", {0.5, 0.5, 0.5, 0.5});
    Check check = along_sla(ClaimForm::distance);
    check.curve = "published/line";
    check.expect = at_most(1);
    CHECK(is_nothing(results.measured(check)));
    CHECK(results.measured(check).where == "not swept: 25.0");
    check.range = {30, 50};
    CHECK(results.measured(check).holds);
    results.set(3, "a", "attainment", {0.5, nan});
    CHECK(is_nothing(results.measured(check)));
    CHECK(results.measured(check).where == "sla_ms 40: nothing measured");
}

TEST_CASE("an order is as good as the least lead in it", "[quantity]") {
    MadeUp results(R"({"sla_ms": [10, 20]})");
    results.line("a", "attainment", {1, 0.75}).line("b", "attainment", {0.5, 0.5});
    results.line("c", "attainment", {0.125, 0.375});
    Check check = along_sla(ClaimForm::order);
    check.order = {"a", "b", "c"};
    check.expect = at_least(0.125);
    Finding found = results.measured(check);
    CHECK(found.ours.mean == 0.125);
    CHECK(found.where == "b over c, sla_ms 20");
    CHECK(found.holds);
    check.order = {"b", "a"};
    found = results.measured(check);
    CHECK(found.ours.mean == -0.5);
    CHECK(found.where == "b over a, sla_ms 10");
    CHECK(!found.holds);
    Check one = reading_at(R"({"sla_ms": 20})");
    one.form = ClaimForm::order;
    one.order = {"a", "c"};
    CHECK(results.measured(one).ours.mean == 0.375);
    CHECK(results.measured(one).where == "a over c");
}

TEST_CASE("leads are taken place by place, and a gap on either side is a gap", "[quantity]") {
    Check check = along_sla(ClaimForm::order);
    check.order = {"a", "b"};
    check.expect = at_least(0);
    for (const Numbers& b : {Numbers{0.5, 0.25}, {nan, 0.25}, {0.5, nan}}) {
        MadeUp results(R"({"sla_ms": [10, 20]})");
        results.line("a", "attainment", {1, 0.5}).line("b", "attainment", b);
        const bool whole = !std::isnan(b[0]) && !std::isnan(b[1]);
        CHECK(results.measured(check).holds == whole);
        check.order = {"b", "a"};
        CHECK(is_nothing(results.measured(check)) == !whole);
        check.order = {"a", "b"};
    }
}

TEST_CASE("monotone is the worst step, negative when it goes the wrong way", "[quantity]") {
    MadeUp results(four);
    results.line("a", "attainment", {0, 0.5, 0.75, 0.625});
    results.line("b", "attainment", {1, 0.5, 0.5, 0.25});
    Check check = along_sla(ClaimForm::monotone);
    check.expect = at_least(0);
    CHECK(results.measured(check).ours.mean == -0.125);
    CHECK(results.measured(check).where == "sla_ms 40");
    CHECK(!results.measured(check).holds);
    check.range = {10, 30};
    CHECK(results.measured(check).ours.mean == 0.25);
    CHECK(results.measured(check).where == "sla_ms 30");
    check.range = {};
    check.direction = Direction::falling;
    check.policy = "b";
    CHECK(results.measured(check).ours.mean == 0);
    CHECK(results.measured(check).holds);
    check.against = Against{"a", ""};  // b - a: 1, 0, -0.25, -0.375
    CHECK(results.measured(check).ours.mean == 0.125);
    check.against.reset();
    check.range = {20, 20};  // there is no step to be seen
    CHECK(is_nothing(results.measured(check)));
}

TEST_CASE("a share is of the places at which something holds", "[quantity]") {
    MadeUp results(four);
    results.line("a", "attainment", {0.25, 0.5, 0.75, 1});
    results.line("b", "attainment", {0.25, 0.25, 0.25, 0.25});
    Check check = along_sla(ClaimForm::share);
    check.holds = at_least(0.5);
    check.expect = at_least(0.75);
    CHECK(results.measured(check).ours.mean == 0.75);
    CHECK(results.measured(check).ours.half_width() == 0);
    CHECK(results.measured(check).where == "3 of 4");
    CHECK(results.measured(check).holds);
    check.against = Against{"b", ""};
    CHECK(results.measured(check).ours.mean == 0.5);
    check.range = {30, 40};
    CHECK(results.measured(check).ours.mean == 1);
}

TEST_CASE("a crossing is the first place that reaches the level", "[quantity]") {
    MadeUp results(four);
    results.line("a", "attainment", {0.25, 0.5, 0.25, 1});
    results.line("b", "attainment", {0.75, 0.5, 0.25, 0.25});
    Check check = along_sla(ClaimForm::crossing);
    check.level = 0.5;
    check.expect = {{}, {}, 20.0, 0.0};
    CHECK(results.measured(check).ours.mean == 20);
    CHECK(results.measured(check).where == "sla_ms 20");
    CHECK(results.measured(check).holds);
    check.range = {25, 40};
    CHECK(results.measured(check).ours.mean == 40);
    check.range = {};
    check.level = 2;
    CHECK(is_nothing(results.measured(check)));
    check.direction = Direction::falling;
    check.policy = "b";
    check.level = 0.25;
    CHECK(results.measured(check).ours.mean == 30);
    check.policy = "a";
    check.against = Against{"b", ""};  // -0.5, 0, 0, 0.75
    check.direction = Direction::rising;
    check.level = 0.5;
    CHECK(results.measured(check).ours.mean == 40);
}

}  // namespace mdisim
