#include "sim/report/figures/figure_looks.hpp"

#include "tests/report/mutations.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;

// With everything in it that a manifest may have.
Node figures_of_a_scenario() {
    const Scenario scenario = scenario_over(
        R"({"sla_ms": [300, 50]}, "records": {"requests": 2},
            "labels": {"sla_ms": {"title": "deadline", "values": {"50": "short"}}}, "figures": [
            {"name": "f", "x": "sla_ms", "y": "attainment"},
            {"name": "s", "kind": "stages", "y": "latency_ms", "where": {"sla_ms": 50}}])");
    Gradings gradings = {row_of(scenario, 0, "fastest").grading};
    return figures_document(scenario, gradings);
}

std::vector<std::string> refusals(const Node& figures) {
    return lines_of(problems_of([&] { read_looks(figures); }));
}

std::vector<std::string> refusals_of(const std::string& json) {
    return refusals(parse_document(json, "m.json"));
}

}  // namespace

TEST_CASE("looks are read as they were written", "[looks]") {
    const Node figures = figures_of_a_scenario();
    const FigureLooks looks = read_looks(figures);
    REQUIRE(looks.policies.size() == 1);
    CHECK(looks.policies[0].first == "fastest");
    CHECK(looks.policies[0].second.colour ==
          figures.find("policies")->members[0].second.find("colour")->text);
    CHECK(looks.models == std::vector<std::string>{"Net 0.25, \"small\""});
    CHECK(looks.stages.size() == 6);
    CHECK(looks.caption("attainment").scale == 100);
    CHECK(looks.label("sla_ms", "50") == "short");
    CHECK(looks.label("sla_ms", "300") == "300");
}

TEST_CASE("looks with anything else in them are refused, whatever it is", "[looks]") {
    size_t changed = 0;
    size_t refused = 0;
    each_mutation(figures_of_a_scenario(), 4, [&](const Node& mutant) {
        ++changed;
        refused += !refusals(parse_document(dump(mutant), "m.json")).empty();
    });
    CHECK(changed > 600);
    CHECK(refused > changed / 2);
    for (const char* none : {"true", "1", "\"text\"", "[]", "null"}) {
        CAPTURE(none);
        CHECK_FALSE(refusals_of(none).empty());
    }
    CHECK(refusals_of("{}").size() == 4);
}

TEST_CASE("a colour is #rrggbb and nothing else", "[looks]") {
    const std::string script = "\\\"><img src=x onerror=\\\"document.title='P'\\\">";
    for (const std::string& colour :
         {script, std::string("red"), std::string(), std::string("#12345"), std::string("#1234567"),
          std::string("#12345g"), std::string("1234567"), std::string("url(x)")}) {
        CAPTURE(colour);
        const std::string of_policy = R"({"policies": {"a": {"label": "A", "colour": ")" + colour +
                                      R"("}}, "models": [], "captions": {}, "labels": {}})";
        const std::string of_stage =
            R"({"policies": {}, "models": [], "captions": {}, "labels": {}, "stages": [
               {"column": "wait_ms", "label": "w", "colour": ")" +
            colour + R"(", "label_rescued": "w", "colour_rescued": "#123456"}]})";
        for (const std::string& json : {of_policy, of_stage}) {
            const std::vector<std::string> lines = refusals_of(json);
            REQUIRE(lines.size() == 1);
            CHECK_THAT(lines[0], Catch::StartsWith("m.json:") && Catch::Contains("#rrggbb") &&
                                     Catch::Contains("[/figures/"));
        }
    }
}

TEST_CASE("a caption that is not there is missed in words", "[looks]") {
    FigureLooks looks = read_looks(figures_of_a_scenario());
    looks.file = "m.json";
    CHECK(lines_of(problems_of([&] { looks.caption("regret"); })) ==
          std::vector<std::string>{"m.json: has no caption for 'regret', which a figure shows "
                                   "[/figures/captions]"});
}

}  // namespace mdisim
