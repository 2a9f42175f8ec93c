#include "sim/report/claim_words.hpp"

#include "sim/judge/judge.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

Finding number(ClaimForm form, const std::string& metric, const Interval& ours) {
    Finding f;
    f.subject.form = form;
    f.subject.metric = metric_infos()[metric_index(metric_infos(), metric)];
    f.subject.policy = "fastest";
    f.ours = ours;
    return f;
}

std::string text(const Finding& f, const std::string& says = "") {
    return ClaimWords().number(f, says);
}

}  // namespace

TEST_CASE("a ratio is said as the claim says it", "[claim words]") {
    Finding f = number(ClaimForm::ratio, "latency_ms_mean", {0.5688, 0.5678, 0.5698});
    f.expected.value = 0.575;
    f.expected.within = 0.015;
    CHECK(text(f, "42 to 43 % less latency") == "43.12 % ±0.10 less");
    CHECK(ClaimWords().expected(f, "42 to 43 % less latency") == "41 to 44 % less");
    CHECK(text(f, "takes 57 % of it") == "56.88 % ±0.10");
    CHECK(text(f, "half as long") == "0.5688 ±0.0010 times");
    f.ours = {2.5, 2.5, 2.5};
    CHECK(text(f, "up to 2.5 times as long") == "2.5 times");
    CHECK(text(f, "150 % more") == "150 % more");
}

TEST_CASE("a number has the unit of its metric, a difference of shares is in points",
          "[claim words]") {
    CHECK(text(number(ClaimForm::value, "attainment", {0.386, 0.383, 0.389})) == "38.6 % ±0.3");
    CHECK(text(number(ClaimForm::value, "latency_ms_mean", {236, 236, 236})) == "236 ms");
    CHECK(text(number(ClaimForm::difference, "attainment", {0.067, 0.066, 0.068})) ==
          "6.70 points ±0.10");
    CHECK(text(number(ClaimForm::share, "attainment", {0.5, 0.5, 0.5})) == "50 %");
    CHECK(text(number(ClaimForm::value, "attainment", {nan, nan, nan})) == "-");
}

TEST_CASE("what a number is of is said in the captions of the scenario", "[claim words]") {
    const Scenario scenario = scenario_over(
        R"({"sla_ms": [50, 100]}, "labels": {"policy": {"values": {"fastest": "the fastest"}}})");
    const ClaimWords words(scenario);
    Finding f = number(ClaimForm::value, "attainment", {0.5, 0.5, 0.5});
    f.subject.along = "sla_ms";
    f.subject.positions = {"100"};
    CHECK(words.subject(f) == "in time, the fastest, deadline 100 ms");
    f.subject.form = ClaimForm::crossing;
    f.ours = {100, 100, 100};
    CHECK(words.number(f, "") == "100 ms");
    CHECK_THAT(words.subject(f), Catch::Contains("first deadline at which it holds, in time"));
    CHECK(with_value("deadline (ms)", "115") == "deadline 115 ms");
    CHECK(with_value("network cv", "1") == "network cv 1");
}

}  // namespace mdisim
