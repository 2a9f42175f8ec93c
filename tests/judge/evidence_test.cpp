#include "sim/judge/evidence.hpp"

#include <algorithm>

#include "sim/describe/field.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "tests/judge/made_up.hpp"

namespace mdisim {

using namespace testing;

TEST_CASE("replications that only one side has are left out of a comparison", "[evidence]") {
    MadeUp results(R"({"sla_ms": [10, 20]})");
    results.set(0, "a", "attainment", {0.5, 0.5, 1}).set(0, "b", "attainment", {0.25, 0.25});
    Check check = reading_at(R"({"sla_ms": 10})");
    check.form = ClaimForm::difference;
    check.against = Against{"b", ""};
    CHECK(results.measured(check).ours.mean == 0.25);
    results.set(1, "a", "attainment", {0.25, 0.5});
    CHECK(results.measured(taking(Take::mean)).ours.mean == 0.4375);
    results.set(0, "a", "attainment", {0.5, 0.75}).set(1, "a", "attainment", {0.25, 0.5, 1});
    CHECK(results.measured(taking(Take::mean)).ours.mean == 0.5);
}

TEST_CASE("without evidence nothing holds, whatever is expected", "[evidence]") {
    for (const std::string& form : names_of(Tag<ClaimForm>{})) {
        for (const std::string& take : names_of(Tag<Take>{})) {
            const auto place = [](const auto& names, const std::string& name) {
                return std::find(names.begin(), names.end(), name) - names.begin();
            };
            Check check =
                along_sla(static_cast<ClaimForm>(place(names_of(Tag<ClaimForm>{}), form)));
            check.take = static_cast<Take>(place(names_of(Tag<Take>{}), take));
            check.against = Against{"b", ""};
            check.order = {"a", "b"};
            check.curve = "published/line";
            check.series = "s";
            CAPTURE(form, take);
            const bool counts = check.form == ClaimForm::share;
            const Finding none = MadeUp(four).measured(check);
            CHECK((counts ? none.ours.mean == 0 : is_nothing(none)));
        }
    }
}

TEST_CASE("a replication without a number is no evidence", "[evidence]") {
    MadeUp results;
    Check check = check_of();
    check.expect = at_least(0);
    results.set(0, "a", "attainment", {0.5, nan});
    CHECK(is_nothing(results.measured(check)));
    CHECK(results.measured(check).where == "nothing measured");
    results.set(0, "a", "attainment", {0.5, 0.5}, {nan, nan, nan});  // too few beyond a tail
    CHECK(is_nothing(results.measured(check)));
    Check other = check_of(ClaimForm::difference);
    other.against = Against{"b", ""};
    results.set(0, "b", "attainment", {nan, 0.25});
    CHECK(is_nothing(results.measured(other)));
    results.set(0, "b", "attainment", {0.25, 0.25});
    CHECK(results.measured(other).ours.mean == 0.25);  // the difference has its own interval
    results.set(0, "a", "attainment", {0.5, 0.5});
    CHECK(results.measured(check).holds);
}

TEST_CASE("what must hold everywhere does not where nothing was measured", "[evidence]") {
    MadeUp results(four);
    results.line("a", "attainment", {0.25, nan, 0.5, 1});
    for (ClaimForm form : {ClaimForm::value, ClaimForm::monotone}) {
        Check check = along_sla(form);
        check.expect = at_least(0);
        CHECK(is_nothing(results.measured(check)));
        CHECK(results.measured(check).where == "sla_ms 20: nothing measured");
        check.range = {30, 40};
        CHECK(results.measured(check).holds);
    }
    Check share = along_sla(ClaimForm::share);
    share.holds = at_least(0);
    CHECK(results.measured(share).where == "3 of 4");
}

TEST_CASE("the largest, smallest and mean are of what was measured", "[evidence]") {
    for (const Numbers& numbers : {Numbers{nan, 0.25, 0.75, 0.5}, {0.25, 0.5, 0.75, nan}}) {
        MadeUp results(four);
        results.line("a", "attainment", numbers);
        CHECK(results.measured(taking(Take::largest)).ours.mean == 0.75);
        CHECK(results.measured(taking(Take::smallest)).ours.mean == 0.25);
        CHECK(results.measured(taking(Take::spread)).ours.mean == 0.5);
        CHECK(results.measured(taking(Take::mean)).ours.mean == 0.5);
    }
}

TEST_CASE("nothing over nothing is no number, wherever it stands", "[evidence]") {
    for (const bool first : {true, false}) {
        MadeUp results(R"({"sla_ms": [10, 20, 30]})");
        results.line("a", "attainment", first ? Numbers{0, 0.25, 0.5} : Numbers{0.25, 0.5, 0});
        results.line("b", "attainment", first ? Numbers{0, 0.5, 0.5} : Numbers{0.5, 0.5, 0});
        Check check = taking(Take::largest, ClaimForm::ratio);
        check.against = Against{"b", ""};
        CHECK(results.measured(check).ours.mean == 1);
        check.take = Take::smallest;
        CHECK(results.measured(check).ours.mean == 0.5);
        check.take = Take::every;
        check.expect = at_least(0);
        CHECK(is_nothing(results.measured(check)));
    }
}

namespace {

Check along_time(ClaimForm form = ClaimForm::value) { return check_of(form, "time_s"); }

Check during(double from, double until) {
    Check check = check_of();
    check.during_s = {from, until};
    return check;
}

}  // namespace

TEST_CASE("of a part of a run, counts are added up before they are divided", "[evidence]") {
    MadeUp results;
    results.set(0, "a", "attainment", {0.25, 0.25});
    results.over_time("a", {{1, 0.5, nan, 0}, {0.5, 0.5, 0.2, 0}});
    CHECK(results.measured(check_of()).ours.mean == 0.25);
    const Finding first = results.measured(during(0, 2));
    CHECK(first.ours.mean == (0.75 + 0.5) / 2);
    CHECK(results.measured(during(1, 3)).ours.mean == (0.5 + 0.35) / 2);  // no request, no weight
    CHECK(is_nothing(results.measured(during(2, 3))));
    CHECK(is_nothing(results.measured(during(3, 5))));  // they ended before
    Check rate = during(0, 4);
    rate.metric = "rate_per_s";
    CHECK(results.measured(rate).ours.mean == (7.5 + 10) / 2);
    CHECK(is_nothing(MadeUp().measured(during(0, 2))));
}

TEST_CASE("parts of a run are compared replication by replication", "[evidence]") {
    MadeUp results;
    results.over_time("a", {{0.5, 0.2}, {0.9, 0.6}}).over_time("b", {{0, 0.1}, {0, 0.2}});
    Check check = during(0, 1);
    check.form = ClaimForm::difference;
    check.against = Against{"", "", {1, 2}};
    const Finding found = results.measured(check);
    CHECK(found.ours.mean == Approx(0.3));
    CHECK(found.ours.half_width() == Approx(0).margin(1e-12));
    check.against = Against{"b", "", {}};
    CHECK(results.measured(check).ours.mean == Approx(0.7));
}

TEST_CASE("metrics are added up where a claim asks for their sum", "[evidence]") {
    MadeUp results;
    results.set(0, "a", "attainment", {0.25, 0.5}).set(0, "a", "dropped", {0.125, 0.25});
    results.set(0, "b", "attainment", {0.125, 0.125});
    Check check = check_of();
    check.plus = {"dropped"};
    CHECK(results.measured(check).ours.mean == (0.375 + 0.75) / 2);
    check.form = ClaimForm::difference;
    check.against = Against{"b", "attainment", {}};
    CHECK(results.measured(check).ours.mean == (0.25 + 0.625) / 2);
    check.against->metric.clear();  // then the sum, of which b has only a part
    CHECK(is_nothing(results.measured(check)));
    results.over_time("a", {{0.5, 0.2}, {0.9, 0.6}});
    Check part = during(0, 1);
    part.plus = {"usage.Net"};
    CHECK(results.measured(part).ours.mean == Approx(1.4));
}

TEST_CASE("along time every window is a place", "[evidence]") {
    MadeUp results;
    results.over_time("a", {{0.1, 0.4, 0.6, 0.2, 0.9}, {0.1, 0.4, 0.8, 0.2, 0.9, 1}});
    Check check = along_time(ClaimForm::crossing);
    check.level = 0.5;
    CHECK(results.measured(check).ours.mean == 2);
    CHECK(results.measured(check).where == "time_s 2");
    check.range = {3, 100};
    CHECK(results.measured(check).ours.mean == 4);
    check.level = 0.95;  // only one replication has a window like that
    CHECK(is_nothing(results.measured(check)));

    Check share = along_time(ClaimForm::share);
    share.holds = at_least(0.4);
    CHECK(results.measured(share).where == "3 of 5");
    share.range = {1, 3.5};  // windows that lie in it
    CHECK(results.measured(share).where == "2 of 2");
    Check monotone = along_time(ClaimForm::monotone);
    CHECK(results.measured(monotone).where == "time_s 3");
    Check largest = along_time();
    largest.take = Take::largest;
    CHECK(results.measured(largest).ours.mean == Approx(0.9));
}

TEST_CASE("policies are compared window by window, as far as all of them go", "[evidence]") {
    MadeUp results;
    results.over_time("a", {{0.5, 0.6, 0.7}, {0.5, 0.6, 0.7}});
    results.over_time("b", {{0.4, 0.3}, {0.4, 0.5}});
    Check order = along_time(ClaimForm::order);
    order.order = {"a", "b"};
    const Finding found = results.measured(order);
    CHECK(found.ours.mean == Approx(0.1));
    CHECK(found.where == "a over b, time_s 0");
    Check lead = along_time(ClaimForm::difference);
    lead.against = Against{"b", "", {}};
    lead.range = {1, 2};
    CHECK(results.measured(lead).ours.mean == Approx(0.2));
    lead.range = {2, 3};
    CHECK(is_nothing(results.measured(lead)));
}

TEST_CASE("quantiles that are insufficient can be compared, replication by replication",
          "[evidence]") {
    constexpr Interval nothing{nan, nan, nan};
    MadeUp results(R"({"sla_ms": [10, 20]})");
    for (size_t point : {0, 1}) {
        results.set(point, "a", "latency_ms_p99", {90, 70}, nothing);
        results.set(point, "b", "latency_ms_p99", {80, 61}, nothing);
    }
    Check check = along_sla(ClaimForm::order);
    check.metric = "latency_ms_p99";
    check.order = {"a", "b"};
    check.expect = at_least(0);
    CHECK(results.measured(check).ours.mean == 9.5);
    CHECK(results.measured(check).holds);
    check.form = ClaimForm::monotone;
    CHECK(results.measured(check).ours.mean == 0);
    check.form = ClaimForm::value;
    CHECK(is_nothing(results.measured(check)));
}

TEST_CASE("a recorded number is read where the level says", "[evidence]") {
    MadeUp results(four, "[]", "lines,share,1,0.25\nlines,share,5,0.75\nothers,share,5,0.5\n");
    Check check;
    check.form = ClaimForm::recorded;
    check.curve = "published/line";
    check.series = "lines";
    check.level = 5;
    CHECK(results.measured(check).ours.mean == 0.75);
    check.level = 1;
    CHECK(results.measured(check).ours.mean == 0.25);
    check.level = 2;
    CHECK(is_nothing(results.measured(check)));
}

TEST_CASE("the distance to a curve is at least 0, and so is its interval", "[evidence]") {
    MadeUp results(four, "[]", "a,attainment,10,0.5\na,attainment,20,0.5\n");
    Check check = along_sla(ClaimForm::distance);
    check.curve = "published/line";
    check.range = {10, 20};
    results.set(0, "a", "attainment", {0.5, 0.5});
    results.set(1, "a", "attainment", {0.5, 0.6}, {0.55, 0.4, 0.65});  // 0.5 is in it
    CHECK(results.measured(check).ours.mean == Approx(0.05));
    CHECK(results.measured(check).ours.low == 0);
    CHECK(results.measured(check).ours.high == Approx(0.15));
    results.set(1, "a", "attainment", {0.5, 0.6}, {0.3, 0.2, 0.45});  // 0.5 is beyond it
    CHECK(results.measured(check).ours.low == Approx(0.05));
    CHECK(results.measured(check).ours.high == Approx(0.3));
}

}  // namespace mdisim
