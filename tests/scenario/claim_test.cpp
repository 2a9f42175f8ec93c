#include "sim/scenario/claim.hpp"

#include <set>

#include "sim/scenario/document.hpp"
#include "tests/scenario/stated.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {

using namespace testing;
using namespace testing::claims;

TEST_CASE("a scenario need not claim anything", "[claim]") {
    CHECK(Stated("[]").read().empty());
    CHECK(wrong_in("{}") == Lines{"[/claims] expected a list, not an object"});
    CHECK(wrong_in("[5]") == Lines{"[/claims/0] expected an object, not 5"});
}

TEST_CASE("a claim is read with everything it says", "[claim]") {
    const Claim c = only({fine, settled, R"("why": "so", "label": "as is")"});
    CHECK(c.id == "x-1");
    CHECK(c.paper == "A paper");
    CHECK(c.says == "something");
    CHECK(c.verdict == Verdict::reproduced);
    CHECK(c.why == "so");
    REQUIRE(c.variants.size() == 1);
    CHECK(c.variants[0].label == "as is");
    REQUIRE(c.variants[0].checks.size() == 1);
    const Check& check = c.variants[0].checks[0];
    CHECK(check.label.empty());
    CHECK(check.form == ClaimForm::value);
    CHECK(check.policy == "a");
    CHECK(check.metric == "attainment");
    CHECK(check.take == Take::every);
    CHECK(check.expect.low() == 0.5);
    CHECK(!check.aside);
    CHECK(dump(check.at) == R"({"network.directions":"same","sla_ms":20})");
    CHECK(dump(check.against_at) == dump(check.at));
    CHECK(only({fine, settled}).variants[0].label == "as stated");
}

TEST_CASE("checks add to what their claim says, and may say otherwise", "[claim]") {
    const Claim c = only({fine, settled, R"("label": "as is", "checks": [
        {"label": "first"},
        {"metric": "usage.Net", "at": {"sla_ms": 30}, "expect": {"most": 0.1}, "aside": true}])"});
    const std::vector<Check>& checks = c.variants[0].checks;
    REQUIRE(checks.size() == 2);
    CHECK(checks[0].label == "first");
    CHECK(checks[0].metric == "attainment");
    CHECK(checks[0].expect.low() == 0.5);
    CHECK(checks[1].label.empty());
    CHECK(checks[1].metric == "usage.Net");
    CHECK(checks[1].policy == "a");
    CHECK(checks[1].aside);
    CHECK(checks[1].expect.high() == 0.1);
    CHECK(!checks[1].expect.least);
    CHECK(dump(checks[1].at) == R"({"network.directions":"same","sla_ms":30})");
}

TEST_CASE("variants are laid over every check", "[claim]") {
    const Claim c = only({fine, settled, R"("form": "difference", "against": {"policy": "b"},
        "checks": [{"label": "p"}, {"label": "q", "policy": "b", "at": {"sla_ms": 30}}],
        "variants": [
          {"label": "v", "at": {"network.directions": "independent"},
           "against": {"metric": "effective_accuracy"}},
          {"label": "w", "policy": "b", "aside": true, "against_at": {"sla_ms": 10}}])"});
    REQUIRE(c.variants.size() == 3);
    CHECK(c.variants[1].label == "v");
    for (const Variant& v : c.variants) {
        REQUIRE(v.checks.size() == 2);
        CHECK(v.checks[0].label == "p");
        CHECK(v.checks[1].label == "q");
        CHECK(v.checks[0].against->policy == "b");
    }
    CHECK(c.variants[0].checks[0].against->metric.empty());
    CHECK(c.variants[1].checks[0].against->metric == "effective_accuracy");
    CHECK(dump(c.variants[1].checks[1].at) ==
          R"({"network.directions":"independent","sla_ms":30})");
    CHECK(c.variants[1].checks[0].policy == "a");
    CHECK(c.variants[2].checks[0].policy == "b");
    CHECK(c.variants[2].checks[0].aside);
    CHECK(dump(c.variants[2].checks[1].at) == R"({"network.directions":"same","sla_ms":30})");
    CHECK(dump(c.variants[2].checks[1].against_at) ==
          R"({"network.directions":"same","sla_ms":10})");
}

TEST_CASE("null is as if it were not there", "[claim]") {
    CHECK(!only({fine, settled, R"("against": {"policy": "b"}, "checks": [{"against": null}])"})
               .variants[0]
               .checks[0]
               .against);
    CHECK(wrong({fine, settled, R"("form": "ratio", "against": null)"}) ==
          Lines{"[/claims/0] 'ratio' needs 'against'"});
}

TEST_CASE("what is expected can fail, and can be met", "[claim]") {
    const auto expecting = [](const std::string& text) {
        const Lines lines =
            wrong({settled, R"("policy": "a", "metric": "attainment")", "\"expect\": " + text});
        return lines.empty() ? "" : joined(lines);
    };
    const std::string there = "[/claims/0/expect] ";
    CHECK_THAT(expecting("{}"), Catch::StartsWith(there + "an expectation needs"));
    CHECK(expecting(R"({"value": 1})") == there + "'value' and 'within' belong together");
    CHECK(expecting(R"({"within": 1})") == there + "'value' and 'within' belong together");
    CHECK_THAT(expecting(R"({"value": 1, "within": 0, "most": 3})"),
               Catch::StartsWith(there + "give bounds, or"));
    CHECK(expecting(R"({"least": 2, "most": 1})") ==
          there + "no number can be as expected: 'least' is above 'most'");
    CHECK_THAT(expecting(R"({"value": 2, "within": -1})"),
               Catch::StartsWith("[/claims/0/expect/within] expected a number at least 0"));
    CHECK(expecting("5") == there + "expected an object, not 5");
    CHECK_THAT(expecting(R"({"lest": 5})"), Catch::Contains("Did you mean 'least'?"));
    for (const char* good : {R"({"least": 1})", R"({"most": 1})", R"({"least": 1, "most": 1})",
                             R"({"value": 1, "within": 0})"}) {
        CHECK(expecting(good).empty());
    }
}

TEST_CASE("checks and variants are lists of objects with something in them", "[claim]") {
    const auto is_wrong = [](const std::string& keys) {
        return joined(wrong({fine, settled, keys}));
    };
    CHECK(is_wrong(R"("checks": {})") == "[/claims/0/checks] expected a list, not an object");
    CHECK(is_wrong(R"("checks": [])") == "[/claims/0/checks] this list is empty");
    CHECK(is_wrong(R"("checks": [{}, 5])") == "[/claims/0/checks/1] expected an object, not 5");
    CHECK(is_wrong(R"("variants": "b")") == "[/claims/0/variants] expected a list, not text");
    CHECK(is_wrong(R"("variants": [])") == "[/claims/0/variants] this list is empty");
    CHECK(is_wrong(R"("variants": ["b"])") ==
          "[/claims/0/variants/0] expected an object, not \"b\"");
    CHECK(is_wrong(R"("variants": [{"label": 5}])") ==
          "[/claims/0/variants/0/label] expected text, not 5");
    CHECK(is_wrong(R"("variants": [{"policy": "b"}])") ==
          "[/claims/0/variants/0] variant needs 'label' (the name of this reading)");
    CHECK(is_wrong(R"("label": 5)") == "[/claims/0/label] expected text, not 5");
    CHECK(is_wrong(R"("checks": [{"label": []}])") ==
          "[/claims/0/checks/0/label] expected text, not a list");
    CHECK(is_wrong(R"("checks": [{"at": 5}])") ==
          "[/claims/0/checks/0/at] expected an object of axes and labels on them, not a whole "
          "number");
    CHECK(is_wrong(R"("variants": [{"label": "v", "against_at": null}])") ==
          "[/claims/0/variants/0/against_at] expected an object of axes and labels on them, not "
          "null");
    CHECK(is_wrong(R"("against": "b")") == "[/claims/0/against] expected an object, not \"b\"");
}

TEST_CASE("unknown keys are told with the nearest known, where they stand", "[claim]") {
    CHECK(wrong({fine, settled, R"("polcy": "b")"}) ==
          Lines{"[/claims/0/polcy] claim has no 'polcy'. Did you mean 'policy'?"});
    CHECK(wrong({fine, settled, R"("check": [])"}) ==
          Lines{"[/claims/0/check] claim has no 'check'. Did you mean 'checks'?"});
    CHECK(wrong({fine, settled,
                 R"("checks": [{}, {"agianst": {}}], "variants": [{"label": "v"}])"}) ==
          Lines{"[/claims/0/checks/1/agianst] check has no 'agianst'. Did you mean "
                "'against'?"});
    CHECK(wrong({fine, settled, R"("variants": [{"label": "v", "metrc": 1}])"}) ==
          Lines{"[/claims/0/variants/0/metrc] variant has no 'metrc'. Did you mean 'metric'?"});
    CHECK(wrong({fine, settled, R"("checks": [{"verdict": "reproduced"}])"}).size() == 1);
    CHECK(wrong({fine, settled, R"("take": "larges")"}) ==
          Lines{"[/claims/0/take] 'larges' is not one of the choices. Did you mean 'largest'?"});
}

TEST_CASE("a claim says where it stands, and goes by a name of its own", "[claim]") {
    const std::string good = joined({fine, settled});
    CHECK(wrong_in("[{" + good + "}]").size() == 4);
    CHECK(wrong_in("[" + claim_with(good) + "," + claim_with(good, "x-2") + "," + claim_with(good) +
                   "]") == Lines{"[/claims/2/id] two claims are called 'x-1'"});
}

TEST_CASE("something must decide the verdict", "[claim]") {
    const std::string nothing = "[/claims/0] all its checks are aside: none decides the verdict";
    CHECK(wrong({fine, settled, R"("aside": true)"}) == Lines{nothing});
    CHECK(wrong({fine, settled, R"("checks": [{"aside": true}],
                 "variants": [{"label": "v"}])"}) == Lines{nothing});
    CHECK(wrong({fine, settled, R"("aside": true, "checks": [{}, {"aside": false}])"}).empty());
}

TEST_CASE("mistakes are told all at once, each once", "[claim]") {
    const std::string good = joined({fine, settled});
    CHECK(wrong_in("[" + claim_with(good + R"(, "checks": [{"polcy": "a", "metric": "x"},
                     {"form": "ratio"}, {"at": {"sla_ms": 25}}],
                     "variants": [{"label": "v", "take": 5}, {"label": "w"}])") +
                   "," + claim_with(good + R"(, "range": [2, 1])", "x-2") + "]")
              .size() == 6);
}

TEST_CASE("every claim of the repository can be read, and has a name of its own", "[claim]") {
    std::set<std::string> ids;
    size_t claims = 0;
    for (const std::string& file : files_below("scenarios", ".json")) {
        INFO(file);
        for (const Claim& claim : read_claims(Scenario::load(file))) {
            CAPTURE(claim.id);
            CHECK(ids.insert(claim.id).second);
            ++claims;
        }
    }
    CHECK(claims > 20);
}

}  // namespace mdisim
