// `mdisim claims` as its users meet it, on a scenario whose numbers are known without running it.
#include <filesystem>
#include <string>
#include <vector>

#include "sim/describe/text_file.hpp"
#include "sim/scenario/document.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// One model that takes 1 ms, 10 ms away: nothing is in time at 5 ms, everything at 15.
std::string scenario_with(const std::string& claims) {
    return R"({"version": 1, "about": "made up", "requests": 20, "replications": 2, "sla_ms": 5,
"policies": ["fastest", "pure_random"],
"models": {"list": [{"name": "Net", "accuracy": 0.5, "mean_ms": 1}]},
"network": {"kind": "latency", "latency": {"kind": "constant", "value_ms": 10},
            "measures": "round_trip"},
"sweep": {"sla_ms": [5, 15]}, "claims": [)" +
           claims + "]}\n";
}

std::string claim(const std::string& id, const std::string& expect, const std::string& verdict) {
    return R"({"id": ")" + id + R"(", "paper": "A paper, Fig. 1", "says": "nearly all in time",
"policy": "fastest", "metric": "attainment", "at": {"sla_ms": 15}, "why": "there is time",
"expect": )" +
           expect + R"(, "verdict": ")" + verdict + "\"}\n";
}

const std::string right = claim("x-1", R"({"least": 1})", "reproduced");
const std::string changed = claim("x-2", R"({"most": 0.5})", "reproduced");

struct ClaimsFolder {
    TemporaryFolder folder;
    Surroundings around;

    ClaimsFolder() { around.folder = folder.path(); }
    std::string write(const std::string& name, const std::string& claims) const {
        folder.write("scenarios/" + name, scenario_with(claims));
        return "scenarios/" + name;
    }
    Ended run(const Words& words) const { return run_program(words, around); }
    bool has(const std::string& name) const { return fs::exists(folder.path(name)); }
};

}  // namespace

TEST_CASE("claims runs what is needed and tells its verdicts", "[app][claims]") {
    const ClaimsFolder place;
    place.write("one.json", right);
    const Ended ended = place.run({"claims"});
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    CHECK(ended.out ==
          "A paper, 1 claim: 1 reproduced\n"
          "  ✓ reproduced  x-1  nearly all in time\n\n"
          "1 claim: 1 reproduced\n");
    CHECK(place.has("results/one/metrics.csv"));
    const Ended full = place.run({"claims", "--full"});
    CHECK(full.code == 0);
    CHECK_THAT(full.out, Catch::StartsWith("x-1    reproduced\n"
                                           "  says nearly all in time (A paper, Fig. 1)\n"
                                           "    ok    1 [0.9119, 1]") &&
                             Catch::EndsWith(", expected at least 1\n"
                                             "  why  there is time\n\n"
                                             "1 claim: 1 reproduced\n"));
}

TEST_CASE("a claim by its name is told in full, and only its scenario runs", "[app][claims]") {
    const ClaimsFolder place;
    const std::string one = place.write("one.json", right + "," + changed);
    const std::string two = place.write("two.json", claim("y-1", R"({"least": 1})", "reproduced"));
    const Ended named = place.run({"claims", "y-1"});
    CHECK(named.code == 0);
    CHECK_THAT(named.out, Catch::StartsWith("y-1    reproduced\n  says nearly") &&
                              Catch::EndsWith("\n1 claim: 1 reproduced\n"));
    CHECK(!place.has("results/one"));
    // Verdicts of others are not asked for.
    CHECK(place.run({"claims", "x-1"}).code == 0);
    CHECK(place.run({"claims", "x-2", "y-1"}).code == 3);
    CHECK_THAT(place.run({"claims", one, "x-1", "--json"}).out,
               Catch::Contains("\"x-1\"") && !Catch::Contains("\"x-2\""));

    const Ended unknown = place.run({"claims", "y-2"});
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.err, Catch::Contains("there is no claim 'y-2' here. Did you mean 'x-2'?"));
    CHECK_THAT(place.run({"claims", two, "x-1"}).err, Catch::Contains("no claim 'x-1' here"));
}

TEST_CASE("claims --failed leaves out those whose checks all hold", "[app][claims]") {
    const ClaimsFolder place;
    place.write("one.json", right + "," + claim("x-3", R"({"most": 0.5})", "not reproduced"));
    const Ended failed = place.run({"claims", "--failed"});
    CHECK(failed.code == 0);
    CHECK_THAT(failed.out,
               Catch::Contains("✗ not reproduced  x-3  nearly") && !Catch::Contains("x-1"));
    CHECK_THAT(place.run({"claims", "--failed", "--full"}).out, Catch::Contains("    not   1"));
    place.write("one.json", right + "," + changed);
    CHECK(place.run({"claims", "--failed"}).code == 3);
    place.write("one.json", right);
    CHECK(place.run({"claims", "--failed"}).out == "0 claims\n");
}

TEST_CASE("a verdict that is not the one on record ends with 3", "[app][claims]") {
    const ClaimsFolder place;
    place.write("one.json", right + "," + changed);
    const Ended ended = place.run({"claims"});
    CHECK(ended.code == 3);
    CHECK_THAT(ended.out,
               Catch::Contains("✗ not reproduced  x-2  CHANGED, on record reproduced: nearly"));
    CHECK_THAT(place.run({"claims", "--full"}).out,
               Catch::Contains("x-2    not reproduced  (CHANGED: on record reproduced)"));
    CHECK_THAT(ended.out, Catch::EndsWith("1 CHANGED\n"));
    CHECK(place.run({"claims", "--json"}).code == 3);
    place.write("one.json", claim("x-2", R"({"most": 0.5})", "not reproduced"));
    CHECK(place.run({"claims"}).code == 0);
}

TEST_CASE("claims --json prints a list and nothing else", "[app][claims]") {
    const ClaimsFolder place;
    const std::string file = place.write("one.json", right + "," + changed);
    const Ended ended = place.run({"claims", "--json", file});
    CHECK(ended.err.empty());
    const Node list = parse_document(ended.out, "claims");
    REQUIRE(list.kind == Node::Kind::list);
    REQUIRE(list.items.size() == 2);
    const Node& first = list.items[0];
    CHECK(first.find("id")->text == "x-1");
    CHECK(first.find("paper")->text == "A paper, Fig. 1");
    CHECK(first.find("published")->text == "nearly all in time");
    CHECK(first.find("ours")->find("mean")->as_number() == 1);
    CHECK(first.find("ours")->find("half_width")->as_number() == Approx(0.08811).margin(1e-4));
    CHECK(first.find("verdict")->text == "reproduced");
    CHECK(first.find("why")->text == "there is time");
    CHECK(list.items[1].find("verdict")->text == "not reproduced");
    CHECK(list.items[1].find("on_record")->text == "reproduced");
}

TEST_CASE("a scenario without claims has no verdicts", "[app][claims]") {
    const ClaimsFolder place;
    const std::string none = place.write("none.json", "");
    const Ended named = place.run({"claims", none});
    CHECK(named.code == 0);
    CHECK(named.out == "0 claims\n");
    CHECK(named.err == none + " makes no claims\n");
    CHECK(place.run({"claims", "--json", none}).out == "[]\n");
    CHECK(!place.has("results"));
    const Ended all = place.run({"claims"});
    CHECK(all.code == 0);
    CHECK(all.err.empty());
}

TEST_CASE("five mistakes in claims: five lines that say where, and nothing runs", "[app][claims]") {
    const ClaimsFolder place;
    const std::string good = place.write("a_good.json", right);
    const std::string bad = place.write("bad.json", R"(
{"id": "b-1", "paper": "P", "says": "s", "verdict": "reproducd",
 "policy": "fastest", "metric": "attainment", "at": {"sla_ms": 5}, "expect": {"least": 0}},
{"id": "b-2", "paper": "P", "says": "s", "verdict": "reproduced",
 "metric": "attainment", "at": {"sla_ms": 5}, "expect": {"least": 0}, "checks": [
  {"policy": "fastest"},
  {"policy": "faster"}],
 "variants": [
  {"label": "late", "at": {"sla_ms": 16}}]},
{"id": "b-3", "paper": "P", "says": "s", "verdict": "reproduced",
 "policy": "fastest", "metric": "attainment", "expect": {"least": 0}, "along": "sla_ms",
 "range": [15, 5]},
{"id": "b-4", "paper": "P", "says": "s", "verdict": "reproduced",
 "policy": "fastest", "metric": "attainment", "expect": {"least": 0}, "checks": []})");
    const Words expected = {
        bad +
            ":7:53: error: 'reproducd' is not one of the choices. Did you mean 'reproduced'? "
            "[/claims/0/verdict]",
        bad +
            ":12:14: error: there is no policy 'faster' here. Did you mean 'fastest'? "
            "[/claims/1/checks/1/policy]",
        bad + ":14:38: error: the sweep of 'sla_ms' has no 16 [/claims/1/variants/0/at/sla_ms]",
        bad + ":17:11: error: a 'range' is [from, to], not [15,5] [/claims/2/range]",
        bad + ":19:81: error: this list is empty [/claims/3/checks]"};
    for (const Words& words :
         {Words{"claims", bad}, Words{"claims", good, bad}, Words{"claims"}, {"validate", bad}}) {
        const Ended ended = place.run(words);
        CAPTURE(words);
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        CHECK(lines_of(ended.err) == expected);
        CHECK(!place.has("results"));
    }
}

TEST_CASE("claims keep what was run, and take what is there", "[app][claims]") {
    const ClaimsFolder place;
    const std::string file = place.write("one.json", right);
    const Ended first = place.run({"claims", "--json", file});
    CHECK_THAT(place.run({"run", "--dry-run", file}).out,
               Catch::Contains("done: 4 cells; left: 0 requests"));
    const std::string csv = read_text(place.folder.path("results/one/metrics.csv"));
    const Ended again = place.run({"claims", "--json", file});
    CHECK(again.code == 0);
    CHECK(again.out == first.out);
    CHECK(read_text(place.folder.path("results/one/metrics.csv")) == csv);
    fs::remove_all(place.folder.path("results"));
    REQUIRE(place.run({"run", file}).code == 0);
    CHECK(place.run({"claims", "--json", file}).out == first.out);
    CHECK(place.run({"claims", "--json", "--path", "events", file}).out == first.out);
}

TEST_CASE("one folder holds the results of one scenario", "[app][claims]") {
    const ClaimsFolder place;
    const std::string one = place.write("set/one.json", right);
    const std::string two =
        place.write("set/two.json", claim("y", R"({"least": 1})", "reproduced"));
    for (const Words& words :
         {Words{"claims", one, two, "--out", "x"}, Words{"claims", "--out", "x"},
          Words{"run", one, two, "--out", "x"}}) {
        const Ended ended = place.run(words);
        CAPTURE(words);
        CHECK(ended.code == 2);
        CHECK(ended.err == "error: --out is for one scenario at a time\n");
        CHECK(!place.has("x"));
    }
    CHECK(place.run({"claims", one, "--out", "x"}).code == 0);
    CHECK(place.has("x/metrics.csv"));
    CHECK(!place.has("results"));
}

TEST_CASE("the option --results says where the folders of all scenarios are", "[app][claims]") {
    const ClaimsFolder place;
    const std::string one = place.write("set/one.json", right);
    place.write("set/two.json", claim("y", R"({"least": 1})", "reproduced"));
    CHECK(place.run({"claims", "--results", "elsewhere"}).code == 0);
    CHECK(place.has("elsewhere/set/one/metrics.csv"));
    CHECK(place.has("elsewhere/set/two/metrics.csv"));
    CHECK(place.run({"run", one, "--results", "there"}).code == 0);
    CHECK(place.has("there/set/one/metrics.csv"));
    CHECK(!place.has("results"));
    const Ended both = place.run({"run", one, "--results", "there", "--out", "here"});
    CHECK(both.code == 2);
    CHECK_THAT(both.err, Catch::Contains("--out") && Catch::Contains("--results"));
}

TEST_CASE("a run does not ask whether claims still fit", "[app][claims]") {
    const ClaimsFolder place;
    const std::string file = place.write("one.json", right);
    const Ended ran = place.run({"run", "--set", "sla_ms=100", file});
    CAPTURE(ran.err);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Catch::Contains("100.00"));
    const Ended judged = place.run({"claims", "--set", "sla_ms=100", file});
    CHECK(judged.code == 2);
    CHECK_THAT(judged.err, Catch::Contains("there is no axis 'sla_ms' here"));
    CHECK_THAT(place.run({"list", "scenarios"}).out,
               Catch::StartsWith("scenarios/one.json") && Catch::Contains("made up"));
}

TEST_CASE("where there are no scenarios there is nothing to hold against them", "[app][claims]") {
    const ClaimsFolder place;
    const Ended ended = place.run({"claims"});
    CHECK(ended.code == 2);
    CHECK(ended.err == "error: there are no scenarios below scenarios/ here\n");
    // The list is then of those that come with the program, by the names that run them.
    const Ended listed = place.run({"list"});
    CHECK(listed.code == 0);
    CHECK_THAT(listed.out, Catch::Contains("\nhello/hello "));
    CHECK(place.run({"validate", "hello/hello"}).code == 0);
    const Ended missing = place.run({"claims", "nowhere.json"});
    CHECK(missing.code == 2);
    CHECK(missing.err == "nowhere.json: error: does not exist\n");
}

}  // namespace mdisim
