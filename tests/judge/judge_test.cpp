#include "sim/judge/judge.hpp"

#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"
#include "tests/judge/made_up.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A claim with these keys besides those that every claim needs.
std::string claim_with(const std::string& keys) {
    return R"([{"id": "x-1", "paper": "A paper, Fig. 1", "says": "something",
                "verdict": "reproduced", "why": "so", "metric": "attainment", )" +
           keys + "}]";
}

// a's attainment is 0.5, b's 0.25, c's was not measured.
MadeUp made_up(const std::string& claims) {
    MadeUp results("{}", claims);
    results.about("a", "attainment", 0.5).about("b", "attainment", 0.25);
    return results;
}

Judgement judged(const std::string& keys) {
    const std::vector<Judgement> all = made_up(claim_with(keys)).judgements();
    REQUIRE(all.size() == 1);
    return all.front();
}

std::string verdict_on(const std::string& keys) {
    return names_of(Tag<Verdict>{})[static_cast<size_t>(judged(keys).verdict)];
}

constexpr auto right = R"({"policy": "a", "expect": {"least": 0.5}})";
constexpr auto wrong = R"({"policy": "b", "expect": {"least": 0.5}})";
constexpr auto unmeasured = R"({"policy": "c", "expect": {"least": 0}})";

std::string checks(const std::vector<std::string>& list) {
    std::string text = "\"checks\": [";
    for (const std::string& check : list) text += (text.ends_with("[") ? "" : ",") + check;
    return text + "]";
}

std::string aside(std::string check) { return check.insert(1, R"("aside": true, )"); }

std::string reading(std::string check, const std::string& name, const std::string& label = "") {
    return check.insert(1, R"("reading": ")" + name + R"(", "label": ")" + label + R"(", )");
}

}  // namespace

TEST_CASE("one reading: reproduced when every check holds", "[judge]") {
    CHECK(verdict_on(R"("policy": "a", "expect": {"least": 0.5})") == "reproduced");
    CHECK(verdict_on(R"("policy": "a", "expect": {"least": 0.6})") == "not reproduced");
    CHECK(verdict_on(checks({right, right})) == "reproduced");
    CHECK(verdict_on(checks({right, wrong})) == "not reproduced");
    CHECK(verdict_on(checks({wrong, right})) == "not reproduced");
    CHECK(verdict_on(checks({right, unmeasured})) == "not reproduced");
}

TEST_CASE("several readings: it depends when they differ", "[judge]") {
    const std::string head = R"("policy": "a", "expect": {"least": 0.5}, "variants": )";
    CHECK(verdict_on(head + R"([{"label": "v", "expect": {"most": 0.5}}])") == "reproduced");
    CHECK(verdict_on(head + R"([{"label": "v", "policy": "b"}])") == "depends on");
    CHECK(verdict_on(R"("policy": "b", "expect": {"least": 0.5},
                        "variants": [{"label": "v", "policy": "a"}])") == "depends on");
    CHECK(verdict_on(R"("policy": "b", "expect": {"least": 0.5},
                        "variants": [{"label": "v", "policy": "c"}])") == "not reproduced");
}

TEST_CASE("a reading holds when all its checks do", "[judge]") {
    CHECK(verdict_on(R"("policy": "a", "checks": [{"expect": {"least": 0.5}},
                        {"expect": {"most": 0.5}}],
                        "variants": [{"label": "v", "policy": "b"}])") == "depends on");
    const Judgement j = judged(R"("policy": "a", "label": "as is", "checks": [
        {"label": "low", "expect": {"least": 0.5}}, {"label": "high", "expect": {"most": 0.5}}],
        "variants": [{"label": "of b", "policy": "b"}])");
    REQUIRE(j.variants.size() == 2);
    CHECK(j.variants[0].label == "as is");
    CHECK(j.variants[0].holds);
    CHECK(j.variants[1].label == "of b");
    CHECK(!j.variants[1].holds);
    REQUIRE(j.variants[1].findings.size() == 2);
    CHECK(j.variants[1].findings[0].label == "low");
    CHECK(!j.variants[1].findings[0].holds);
    CHECK(j.variants[1].findings[1].holds);
}

TEST_CASE("an aside never changes a verdict", "[judge]") {
    for (const char* other : {right, wrong, unmeasured}) {
        CHECK(verdict_on(checks({right, aside(other)})) == "reproduced");
        CHECK(verdict_on(checks({aside(other), right})) == "reproduced");
        CHECK(verdict_on(checks({wrong, aside(other)})) == "not reproduced");
    }
    for (const char* policy : {"a", "b", "c"}) {
        const std::string variant = std::string(R"("variants": [{"label": "v", "aside": true,
            "policy": ")") + policy +
                                    "\"}]";
        CHECK(verdict_on(R"("policy": "a", "expect": {"least": 0.5}, )" + variant) == "reproduced");
        CHECK(verdict_on(R"("policy": "b", "expect": {"least": 0.5}, )" + variant) ==
              "not reproduced");
    }
    const std::string low = R"({"policy": "a", "expect": {"most": 0.2}})";
    CHECK(verdict_on(checks({reading(right, "text"), aside(reading(low, "table"))})) ==
          "reproduced");
}

TEST_CASE("a paper that states two things of which one can be true disagrees", "[judge]") {
    const std::string low = R"({"policy": "a", "expect": {"most": 0.4}})";
    const std::string near = R"({"policy": "a", "expect": {"value": 0.55, "within": 0.06}})";
    const std::string disagrees = "paper disagrees with itself";
    CHECK(verdict_on(checks({reading(right, "text"), reading(low, "table")})) == disagrees);
    CHECK(verdict_on(checks({reading(low, "table"), reading(right, "text")})) == disagrees);
    // Statements that can both be true, or are of two things, or by one source.
    CHECK(verdict_on(checks({reading(right, "text"), reading(near, "table")})) == "reproduced");
    CHECK(verdict_on(checks({reading(right, "text"), reading(low, "text")})) == "not reproduced");
    CHECK(verdict_on(checks({reading(right, "text", "p"), reading(low, "table", "q")})) ==
          "not reproduced");
    CHECK(verdict_on(checks({right, reading(low, "table")})) == "not reproduced");
    // Where neither is true, that is what there is to say.
    const std::string high = R"({"policy": "a", "expect": {"least": 0.9}})";
    CHECK(verdict_on(checks({reading(low, "text"), reading(high, "table")})) == "not reproduced");
    // Whichever variant it is in.
    CHECK(verdict_on(checks({reading(right, "text"), reading(low, "table")}) +
                     R"(, "variants": [{"label": "v", "policy": "b"}])") == disagrees);
}

TEST_CASE("every claim is judged, in the order written", "[judge]") {
    const std::string one = claim_with(R"("policy": "a", "expect": {"least": 0.5})");
    std::string other = claim_with(R"("policy": "b", "expect": {"least": 0.5})");
    other.replace(other.find("x-1"), 3, "x-2");
    const std::string both =
        one.substr(0, one.size() - 1) + "," + other.substr(1, other.size() - 1);
    const std::vector<Judgement> all = made_up(both).judgements();
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == "x-1");
    CHECK(all[0].verdict == Verdict::reproduced);
    CHECK(all[1].id == "x-2");
    CHECK(all[1].verdict == Verdict::not_reproduced);
    CHECK(all[1].on_record == Verdict::reproduced);
    CHECK(made_up("[]").judgements().empty());
}

TEST_CASE("without any results nothing is reproduced", "[judge]") {
    const MadeUp none("{}", claim_with(R"("policy": "a", "expect": {"most": 1})"));
    CHECK(none.judgements().front().verdict == Verdict::not_reproduced);
}

TEST_CASE("metrics of 'against' are evidence too", "[judge]") {
    MadeUp results("{}", claim_with(R"("policy": "a", "form": "difference",
        "against": {"metric": "effective_accuracy"}, "expect": {"value": 0.25, "within": 0})"));
    results.about("a", "attainment", 0.5).about("a", "effective_accuracy", 0.25);
    CHECK(results.judgements().front().verdict == Verdict::reproduced);
}

TEST_CASE("a judgement as a document has every number", "[judge]") {
    MadeUp results("{}", claim_with(R"("checks": [
        {"label": "first", "policy": "c", "expect": {"least": 0}, "aside": true},
        {"label": "second", "policy": "a", "reading": "text", "expect": {"least": 0.5}}],
        "label": "as is", "variants": [{"label": "beside", "policy": "b", "aside": true}])"));
    results.set(0, "a", "attainment", {0.25, 0.75}, {0.5, 0.25, 0.75});
    const Node document = judgement_document(results.judgements().front());
    std::vector<std::string> keys;
    for (const auto& [key, value] : document.members) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"id", "paper", "published", "ours", "verdict",
                                           "on_record", "class", "why", "variants"});
    CHECK(document.find("id")->text == "x-1");
    CHECK(document.find("paper")->text == "A paper, Fig. 1");
    CHECK(document.find("published")->text == "something");
    CHECK(dump(*document.find("ours")) == R"({"mean":0.5,"half_width":0.25})");
    CHECK(document.find("verdict")->text == "reproduced");
    CHECK(document.find("on_record")->text == "reproduced");
    CHECK(document.find("why")->text == "so");
    const std::vector<Node>& variants = document.find("variants")->items;
    REQUIRE(variants.size() == 2);
    CHECK(dump(variants[0]) ==
          R"({"label":"as is","holds":true,"checks":[)"
          R"({"label":"first","ours":{"mean":null,"half_width":null},)"
          R"("where":"nothing measured","least":0.0,"most":null,"holds":false,)"
          R"("class":"predicted","aside":true},)"
          R"({"label":"second","reading":"text","ours":{"mean":0.5,"half_width":0.25},)"
          R"("where":"","least":0.5,"most":null,"holds":true,"class":"predicted"}]})");
    CHECK(variants[1].find("aside")->integer == 1);
    CHECK(variants[1].find("holds") == nullptr);
}

TEST_CASE("verdicts go by the names that claims give them", "[judge]") {
    Judgement j = judged(R"("policy": "a", "expect": {"least": 0.5})");
    for (size_t v = 0; v < 6; ++v) {
        j.verdict = j.on_record = static_cast<Verdict>(v);
        CHECK(judgement_document(j).find("verdict")->text == names_of(Tag<Verdict>{})[v]);
        CHECK(judgement_document(j).find("on_record")->text == names_of(Tag<Verdict>{})[v]);
    }
    CHECK(names_of(Tag<Verdict>{}) == std::vector<std::string>{"reproduced", "not reproduced",
                                                               "paper disagrees with itself",
                                                               "depends on", "fitted", "by input"});
}

}  // namespace mdisim
