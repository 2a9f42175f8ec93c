#include "sim/scenario/claim_rules.hpp"

#include <string>
#include <vector>

#include "tests/scenario/stated.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {

using namespace testing;
using namespace testing::claims;

TEST_CASE("every name of a claim is looked up where it stands", "[claim_rules]") {
    const std::string here = " here. Did you mean ";
    CHECK(wrong({settled, R"("policy": "a", "metric": "atainment", "expect": {"most": 1})"}) ==
          Lines{"[/claims/0/metric] there is no metric 'atainment'" + here + "'attainment'?"});
    CHECK(wrong({fine, settled, R"("checks": [{}, {"metric": "usage.Nett"}])"}) ==
          Lines{"[/claims/0/checks/1/metric] there is no metric 'usage.Nett'" + here +
                "'usage.Net'?"});
    CHECK(wrong({fine, settled, R"("checks": [{}, {}],
                 "variants": [{"label": "v"}, {"label": "w", "policy": "c"}])"}) ==
          Lines{"[/claims/0/variants/1/policy] there is no policy 'c' here. Known: a b."});
    CHECK(wrong({fine, settled, R"("against": {"policy": "d", "metric": "attainmen"})"}).size() ==
          2);
    CHECK(wrong({fine, settled, R"("form": "order", "order": ["a", "d"])"}) ==
          Lines{"[/claims/0/order/1] there is no policy 'd' here. Known: a b."});
    CHECK(wrong({fine, R"("at": {"network.directions": "same"}, "along": "sla_m")"}) ==
          Lines{"[/claims/0/along] there is no axis 'sla_m'" + here + "'sla_ms'?"});
    CHECK(wrong({fine, settled, R"("checks": [{"at": {"sla_m": 20}}])"}) ==
          Lines{"[/claims/0/checks/0/at/sla_m] there is no axis 'sla_m'" + here + "'sla_ms'?"});
}

TEST_CASE("a contrast is of policies that are there, by weights that add up to 0",
          "[claim_rules]") {
    const std::string rest = R"("metric": "attainment", "expect": {"least": 0})";
    const auto wrong_of = [&](const std::string& contrast) {
        return wrong({rest, settled, "\"contrast\": " + contrast});
    };
    const Claim claim = only({rest, settled, R"("contrast": {"a": 1, "b": -1})"});
    const std::vector<Weight>& weights = claim.variants.front().checks.front().contrast;
    REQUIRE(weights.size() == 2);
    CHECK(weights[0].policy == "a");
    CHECK(weights[1].weight == -1);
    CHECK(wrong_of(R"({"a": 0.3333333333333333, "b": -0.33333333333})").empty());
    CHECK(wrong_of(R"({"a": 1, "c": -1})") ==
          Lines{"[/claims/0/contrast/c] there is no policy 'c' here. Known: a b."});
    CHECK(wrong_of(R"({"a": 1, "b": "less"})") ==
          Lines{"[/claims/0/contrast/b] a weight is a number, not \"less\""});
    CHECK(wrong_of(R"({"a": 1, "b": 0.5})") ==
          Lines{"[/claims/0/contrast] the weights of a contrast add up to 0, not to 1.5"});
    CHECK(wrong_of(R"({"a": 0, "b": 0})") ==
          Lines{"[/claims/0/contrast] a contrast needs weights other than 0"});
    CHECK(wrong_of("{}") == Lines{"[/claims/0/contrast] a contrast needs weights other than 0"});
    CHECK(wrong_of("[1, -1]") ==
          Lines{"[/claims/0/contrast] expected an object of policies and their weights, not a "
                "list"});
}

TEST_CASE("a contrast stands in place of a policy and the other side of a difference or ratio",
          "[claim_rules]") {
    const std::string contrast = R"("contrast": {"a": 1, "b": -1})";
    CHECK(wrong({fine, settled, contrast}) == Lines{"[/claims/0] 'contrast' replaces 'policy'"});
    const std::string rest = R"("metric": "attainment", "expect": {"least": 0})";
    CHECK(wrong({rest, settled, contrast, R"("form": "difference", "against": {"policy": "a"})"}) ==
          Lines{"[/claims/0] 'difference' is not of a 'contrast'",
                "[/claims/0] 'contrast' replaces 'against'"});
    CHECK(wrong({rest, half_way, contrast, R"("form": "monotone")"}).empty());
}

TEST_CASE("a name that only some points of the sweep have is a name", "[claim_rules]") {
    const std::string pools = R"({"models": [
        {"label": "one", "list": [{"name": "Net", "accuracy": 0.5, "mean_ms": 1}]},
        {"label": "two", "list": [{"name": "Third", "accuracy": 0.5, "mean_ms": 1}]}]})";
    CHECK(wrong({R"("policy": "a", "metric": "usage.Third", "at": {"models": "two"},
                    "expect": {"least": 0})"},
                pools)
              .empty());
}

TEST_CASE("a place that the sweep does not have is told", "[claim_rules]") {
    CHECK(wrong({fine, R"("at": {"network.directions": "same", "sla_ms": 15})"}) ==
          Lines{"[/claims/0/at/sla_ms] the sweep of 'sla_ms' has no 15"});
    CHECK(wrong({fine, R"("at": {"network.directions": "same", "sla_ms": "20"})"}) ==
          Lines{"[/claims/0/at/sla_ms] the sweep of 'sla_ms' has no \"20\""});
    CHECK(wrong({fine, settled, R"("form": "difference", "against": {},
                 "against_at": {"network.directions": "sam"})"}) ==
          Lines{"[/claims/0/against_at/network.directions] the sweep of 'network.directions' "
                "has no \"sam\""});
    CHECK(wrong({fine, R"("at": {"sla_ms": 10})"}, R"({"sla_ms": [10, 20, 10]})") ==
          Lines{"[/sweep/sla_ms] the axis 'sla_ms' has 10 twice: results could not be told apart"});
    CHECK_NOTHROW(only({fine, R"("at": {"network.directions": "same", "sla_ms": 20.0})"}));
}

TEST_CASE("axes that move together go by the name of the first", "[claim_rules]") {
    const std::string together = R"([{"sla_ms": [10, 20], "seed": [1, 2]}])";
    CHECK_NOTHROW(only({fine, R"("at": {"sla_ms": 10})"}, together));
    CHECK(wrong({fine, R"("at": {"seed": 1, "sla_ms": 10})"}, together) ==
          Lines{"[/claims/0/at/seed] 'seed' moves together with 'sla_ms': that is the name of the "
                "axis"});
    CHECK(wrong({fine, R"("along": "seed")"}, together).size() == 1);
}

TEST_CASE("where a number is read has to be settled", "[claim_rules]") {
    CHECK(wrong({fine, R"("at": {"network.directions": "same"})"}) ==
          Lines{"[/claims/0] 'at' must say where on 'sla_ms' the number is read"});
    CHECK(wrong({fine, R"("at": {"network.directions": "same"},
                 "checks": [{"at": {"sla_ms": 10}}, {}], "variants": [{"label": "v"}])"}) ==
          Lines{"[/claims/0/checks/1] 'at' must say where on 'sla_ms' the number is read"});
    CHECK(wrong({fine, settled, R"("along": "sla_ms")"}) ==
          Lines{"[/claims/0] 'sla_ms' is in 'along' and cannot be in 'at' too"});
    CHECK_NOTHROW(only({fine}, R"({"sla_ms": [10]})"));
    CHECK_NOTHROW(only({fine}, "{}"));
}

TEST_CASE("a form has what it needs", "[claim_rules]") {
    const auto lacks = [](const std::string& keys) {
        const Lines lines = wrong({keys});
        return lines.size() == 1 ? lines.front() : joined(lines);
    };
    const std::string at = settled;
    const std::string along = half_way;
    const std::string expect = R"(, "expect": {"least": 0})";
    CHECK(lacks(at + R"(, "policy": "a")" + expect) == "[/claims/0] 'value' needs 'metric'");
    CHECK(lacks(at + R"(, "metric": "attainment")" + expect) ==
          "[/claims/0] 'value' needs 'policy'");
    CHECK_THAT(lacks(at + R"(, "metric": "attainment", "policy": "a")"),
               Catch::StartsWith("[/claims/0] check needs 'expect'"));
    const std::string of_a = std::string(", ") + fine;
    CHECK(lacks(at + of_a + R"(, "form": "difference")") ==
          "[/claims/0] 'difference' needs 'against'");
    CHECK(lacks(at + of_a + R"(, "form": "ratio")") == "[/claims/0] 'ratio' needs 'against'");
    CHECK(lacks(along + of_a + R"(, "form": "distance")") ==
          "[/claims/0] 'distance' needs 'curve'");
    CHECK(lacks(along + of_a + R"(, "form": "order")") == "[/claims/0] 'order' needs 'order'");
    CHECK(lacks(along + of_a + R"(, "form": "order", "order": ["a"])") ==
          "[/claims/0] an 'order' needs two policies or more");
    CHECK(lacks(along + of_a + R"(, "form": "share")") == "[/claims/0] 'share' needs 'holds'");
    CHECK(lacks(along + of_a + R"(, "form": "crossing")") ==
          "[/claims/0] 'crossing' needs 'level'");
    CHECK(lacks(at + of_a + R"(, "form": "monotone")") == "[/claims/0] 'monotone' needs 'along'");
    CHECK(lacks(at + of_a + R"(, "form": "share", "holds": {"least": 0})") ==
          "[/claims/0] 'share' needs 'along'");
    CHECK(lacks(at + of_a + R"(, "form": "crossing", "level": 1)") ==
          "[/claims/0] 'crossing' needs 'along'");
    CHECK(lacks(at + of_a + R"(, "form": "distance", "curve": "published/line")") ==
          "[/claims/0] 'distance' needs 'along'");
    CHECK(lacks(at + of_a + R"(, "take": "largest")") ==
          "[/claims/0] 'take' combines values along an axis: it needs 'along'");
}

TEST_CASE("what only a variant lacks is told of the variant", "[claim_rules]") {
    CHECK(wrong({fine, settled, R"("checks": [{}, {}],
                 "variants": [{"label": "v"}, {"label": "w", "form": "ratio"}])"}) ==
          Lines{"[/claims/0/variants/1] 'ratio' needs 'against'"});
}

TEST_CASE("every form that has what it needs is read", "[claim_rules]") {
    const auto reads = [](const std::string& keys) {
        CHECK(wrong({half_way, fine, keys}) == Lines{});
    };
    reads(R"("form": "value", "range": [10, 20], "take": "mean")");
    reads(R"("form": "difference", "against": {}, "take": "spread")");
    reads(R"("form": "ratio", "against": {"policy": "b"}, "take": "smallest")");
    reads(R"("form": "distance", "curve": "published/line", "range": [0, 15])");
    reads(R"("form": "order", "order": ["a", "b"])");
    reads(R"("form": "monotone", "direction": "falling")");
    reads(R"("form": "share", "holds": {"value": 1, "within": 0})");
    reads(R"("form": "crossing", "level": 0)");
    CHECK(wrong({settled, R"("form": "order", "order": ["a", "b"], "metric": "attainment",
                 "expect": {"least": 0})"}) == Lines{});
}

TEST_CASE("a range is two numbers of an axis of numbers", "[claim_rules]") {
    const auto range = [](const std::string& text) {
        return wrong({half_way, fine, "\"range\": " + text});
    };
    for (const char* bad : {"[20]", "[10, 20, 30]", "[20, 10]"}) {
        const Lines lines = range(bad);
        REQUIRE(lines.size() == 1);
        CHECK_THAT(lines[0], Catch::StartsWith("[/claims/0/range] a 'range' is [from, to], not ["));
    }
    CHECK(range("[10, \"x\"]") == Lines{"[/claims/0/range/1] expected a number, not \"x\""});
    CHECK(range("5") == Lines{"[/claims/0/range] expected a list, not 5"});
    CHECK(range("[11, 19]") == Lines{"[/claims/0] no value on 'sla_ms' is in 'range'"});
    CHECK(wrong({settled, fine, R"("range": [10, 20])"}) ==
          Lines{"[/claims/0] a 'range' needs the axis in 'along'"});
    const std::string text = R"("at": {"sla_ms": 10}, "along": "network.directions")";
    const std::string needs = " needs an axis of numbers, and 'network.directions' is not one";
    CHECK(wrong({fine, text, R"("range": [0, 1])"}) == Lines{"[/claims/0] a 'range'" + needs});
    CHECK(wrong({fine, text, R"("form": "crossing", "level": 1)"}) ==
          Lines{"[/claims/0] 'crossing'" + needs});
    CHECK(wrong({fine, text, R"("form": "distance", "curve": "published/line")"}) ==
          Lines{"[/claims/0] 'distance'" + needs});
    CHECK(wrong({fine, text}) == Lines{});
}

TEST_CASE("a curve has the line that is asked for", "[claim_rules]") {
    const auto distance = [](const std::string& keys) {
        const Lines lines = wrong({half_way, fine, R"("form": "distance")", keys});
        REQUIRE(lines.size() == 1);
        return lines.front();
    };
    CHECK(distance(R"("curve": "published/lime")") ==
          "[/claims/0] there is no curve 'published/lime' below profiles/");
    CHECK(distance(R"("curve": "published/line", "series": "aa")") ==
          "[/claims/0] 'published/line' has no attainment of 'aa'. Did you mean 'a'?");
    CHECK(distance(R"("curve": "published/line", "checks": [{"metric": "effective_accuracy"}])") ==
          "[/claims/0/checks/0] 'published/line' has no effective_accuracy of 'a'.");
    CHECK(distance(R"("curve": "published/line", "range": [21, 30])") ==
          "[/claims/0] 'published/line' has no attainment of 'a' in 'range'");
    const Stated bad("[" + claim_with(joined({half_way, fine, R"("form": "distance",
                     "curve": "published/bad")"})) +
                     "]");
    const auto problems = problems_of([&] { bad.read(); });
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0].where, Catch::EndsWith("published/bad.csv:2"));
}

// A sweep in a scenario that has windows of half a second.
const std::string timed = std::string(sweep) + R"(, "series": {"window_s": 0.5})";

TEST_CASE("a part of a run is whole windows of a scenario that has them", "[claim_rules]") {
    const auto during = [](const std::string& text, const std::string& axes = timed) {
        return wrong({settled, fine, "\"during_s\": " + text}, axes);
    };
    CHECK(during("[0, 80]") == Lines{});
    CHECK(during("[0.5, 2]") == Lines{});
    CHECK(during("[0, 80]", sweep) ==
          Lines{"[/claims/0] windows of time need the scenario's 'series'"});
    CHECK(during("[0, 1.25]") ==
          Lines{"[/claims/0] 'during_s' is of whole windows, and they are 0.5 s long"});
    for (const char* bad : {"[1]", "[1, 1]", "[2, 1]", "[-1, 1]", "[0, 1, 2]"}) {
        CAPTURE(bad);
        CHECK(during(bad) == Lines{"[/claims/0] 'during_s' is [from, until], from 0 on"});
    }
    CHECK(during("[0, 1e300]") == Lines{"[/claims/0/during_s/1] expected a number between -1e+09 "
                                        "and 1e+09, not 1e+300"});
    CHECK(during("[0, 1]", R"({"series.window_s": [0.25, 4], "sla_ms": [20],
                               "network.directions": ["same"]}, "series": {})") ==
          Lines{"[/claims/0] 'at' must say where on 'series.window_s' the number is read",
                "[/claims/0] 'during_s' is of whole windows, and they are 4.0 s long"});
}

TEST_CASE("of windows other metrics are known than of whole runs", "[claim_rules]") {
    const auto of = [](const std::string& metric, const std::string& more) {
        return wrong(
            {settled, R"("policy": "a", "expect": {"least": 0}, "metric": ")" + metric + '"', more},
            timed);
    };
    const std::string part = R"("during_s": [0, 1])";
    CHECK(of("active.Net", part) == Lines{});
    CHECK(of("attainment", part) == Lines{});
    CHECK(of("latency_ms_p99", part) ==
          Lines{"[/claims/0] 'latency_ms_p99' is known of whole runs only"});
    CHECK(of("active.Net", R"("take": "every")") ==
          Lines{"[/claims/0] 'active.Net' is known of windows of time only: use 'during_s' or "
                "along time_s"});
    CHECK(of("active.Nett", part) ==
          Lines{"[/claims/0/metric] there is no metric 'active.Nett' here. Did you mean "
                "'active.Net'?"});
    CHECK(of("active.Net", part + R"(, "plus": ["active.Other", "active.Oter"])") ==
          Lines{"[/claims/0/plus/1] there is no metric 'active.Oter' here. Did you mean "
                "'active.Other'?"});
    CHECK(of("active.Net", part + R"(, "plus": ["regret"])") ==
          Lines{"[/claims/0] 'regret' is known of whole runs only"});
    CHECK(of("usage.Net", R"("plus": ["usage.Other"])") == Lines{});
    CHECK(of("active.Net", part + R"(, "form": "difference", "against": {"metric": "regret"})") ==
          Lines{"[/claims/0] 'regret' is known of whole runs only"});
    CHECK(of("rate_per_s", part + R"(, "form": "ratio", "against": {"during_s": [1, 1.5]})") ==
          Lines{});
    CHECK(of("attainment", R"("form": "ratio", "against": {"during_s": [1, 1.5]})") ==
          Lines{"[/claims/0] 'against' has 'during_s': the check needs it too"});
}

TEST_CASE("windows of time are an axis of their own", "[claim_rules]") {
    const std::string crossing =
        R"("along": "time_s", "form": "crossing", "level": 0.5, "range": [125, 1000])";
    CHECK(wrong({settled, fine, crossing}, timed) == Lines{});
    CHECK(wrong({settled, fine, crossing}) ==
          Lines{"[/claims/0] windows of time need the scenario's 'series'"});
    CHECK(wrong({half_way, fine, R"("checks": [{"along": "time_s"}])"}, timed) ==
          Lines{"[/claims/0/checks/0] 'at' must say where on 'sla_ms' the number is read"});
    CHECK(wrong({settled, fine, crossing, R"("during_s": [0, 1])"}, timed) ==
          Lines{"[/claims/0] along time_s, 'range' selects windows, not 'during_s'"});
}

}  // namespace mdisim
