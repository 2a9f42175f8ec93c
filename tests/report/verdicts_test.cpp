#include "sim/report/verdicts.hpp"

#include "sim/metrics/metrics.hpp"
#include "sim/scenario/claim.hpp"
#include "tests/report/rows.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

Finding finding(double mean, double half, bool holds = true) {
    Finding f;
    f.ours = {mean, mean - half, mean + half};
    f.expected.least = 0.5;
    f.holds = holds;
    return f;
}

Judgement judgement(const std::string& id = "x-1", Verdict verdict = Verdict::reproduced,
                    Verdict on_record = Verdict::reproduced) {
    Judgement j;
    j.id = id;
    j.paper = "A paper, Fig. 1";
    j.says = "something";
    j.verdict = verdict;
    j.on_record = on_record;
    j.variants = {{"as stated", {finding(0.75, 0.125)}, true, true}};
    return j;
}

Lines lines(const Judgement& j) { return lines_of(verdicts_text({j})); }

// The line of its only finding.
std::string shown(const Finding& f) {
    Judgement j = judgement();
    j.variants.front().findings = {f};
    return lines(j)[2];
}

std::string tally(const std::vector<Judgement>& judgements) {
    return lines_of(verdicts_text(judgements)).back();
}

}  // namespace

TEST_CASE("a verdict is told with what is said, what came out and why", "[verdicts]") {
    Judgement j = judgement();
    j.why = "because of this";
    CHECK(lines(j) == Lines{"x-1    reproduced", "  says something (A paper, Fig. 1)",
                            "    ok    0.75 ±0.125, expected at least 0.5",
                            "  why  because of this", "", "1 claim: 1 reproduced"});
}

TEST_CASE("a number has its interval and its place where it has them", "[verdicts]") {
    Finding f = finding(0.123456, 0.00123456);
    f.where = "sla_ms 115";
    CHECK_THAT(shown(f), Catch::Contains(" 0.1235 ±0.001235 (sla_ms 115), expected"));
    CHECK_THAT(shown(finding(2, 0)), Catch::Contains("ok    2, expected"));
    CHECK_THAT(shown(finding(2, infinity)), Catch::Contains("ok    2, expected"));
    Finding none = finding(nan, nan, false);
    none.where = "nothing measured";
    CHECK_THAT(shown(none), Catch::Contains("not   - (nothing measured), expected"));
}

TEST_CASE("what was expected is told in words", "[verdicts]") {
    const auto expecting = [](const Expectation& e) {
        Finding f = finding(1, 0);
        f.expected = e;
        const std::string line = shown(f);
        return line.substr(line.find("expected ") + 9);
    };
    CHECK(expecting({0.5, {}, {}, {}}) == "at least 0.5");
    CHECK(expecting({{}, 0.5, {}, {}}) == "at most 0.5");
    CHECK(expecting({0.25, 0.5, {}, {}}) == "0.25 to 0.5");
    CHECK(expecting({{}, {}, 2.0, 0.5}) == "1.5 to 2.5");
    CHECK(expecting({{}, {}, 2.0, 0.0}) == "2");
}

TEST_CASE("a narrow expectation is told to the digit that it asks for", "[verdicts]") {
    Finding f = finding(8990.62, 0);
    f.expected = {{}, {}, 8990.62, 0.005};
    CHECK_THAT(shown(f), Catch::Contains(" 8990.62, expected 8990.615 to 8990.625"));
    f.expected = {{}, {}, 8990.0, 5.0};
    CHECK_THAT(shown(f), Catch::Contains(" 8991, expected 8985 to 8995"));
    f.ours = {0.0570312, 0.0570312, 0.0570312};
    f.expected = {{}, {}, 0.057, 0.0005};
    CHECK_THAT(shown(f), Catch::Contains(" 0.05703, expected 0.0565 to 0.0575"));
}

TEST_CASE("labels tell checks, readings and variants apart", "[verdicts]") {
    Judgement j = judgement();
    Finding f = finding(0.75, 0);
    f.label = "at 250";
    f.reading = "the text";
    j.variants = {{"first", {f}, true, true}};
    CHECK_THAT(lines(j)[2], Catch::EndsWith("ok    at 250: 0.75, expected at least 0.5 by the "
                                            "text"));
    j.variants.push_back({"second", {finding(0.25, 0, false)}, false, true});
    CHECK_THAT(lines(j)[2], Catch::Contains("first, at 250: 0.75"));
    CHECK_THAT(lines(j)[3], Catch::Contains("not   second: 0.25"));
}

TEST_CASE("an aside is shown without a word on what it should be", "[verdicts]") {
    Finding f = finding(0.25, 0, false);
    f.aside = true;
    CHECK(shown(f) == "    aside 0.25");
}

TEST_CASE("a verdict that is not the one on record stands out", "[verdicts]") {
    const Judgement j = judgement("x-1", Verdict::depends_on, Verdict::not_reproduced);
    CHECK(lines(j).front() == "x-1    depends on the reading  (CHANGED: on record not reproduced)");
    CHECK(tally({j, judgement()}) == "2 claims: 1 reproduced, 1 depends on the reading; 1 CHANGED");
}

TEST_CASE("a verdict that depends on the reading says for which readings the claim holds",
          "[verdicts]") {
    Judgement j = judgement("x-1", Verdict::depends_on, Verdict::depends_on);
    j.variants = {{"first", {finding(0.75, 0)}, true, true},
                  {"second", {finding(0.25, 0, false)}, false, true},
                  {"third", {finding(0.8, 0)}, true, true}};
    CHECK(lines(j)[2] == "  here as expected by 'first', 'third'; not by 'second'");
}

TEST_CASE("verdicts are counted", "[verdicts]") {
    CHECK(tally({}) == "0 claims");
    std::vector<Judgement> all;
    for (size_t v = 0; v < 4; ++v) {
        const auto verdict = static_cast<Verdict>(v);
        for (size_t n = 0; n <= v; ++n) all.push_back(judgement("x", verdict, verdict));
    }
    CHECK(tally(all) ==
          "10 claims: 1 reproduced, 2 not reproduced, 3 paper disagrees with itself, "
          "4 depends on the reading");
}

TEST_CASE("long texts are broken into lines of 80 letters, one below another", "[verdicts]") {
    Judgement j = judgement("a-very-long-name");
    std::string words;
    for (int i = 0; i < 60; ++i) words += (i > 0 ? " " : "") + std::string(1 + i % 11, 'w');
    j.says = j.why = words;
    Finding f = finding(0.123456, 0.00123456);
    f.label = words;
    j.variants.front().findings = {f};
    std::string again;
    for (const std::string& line : lines(j)) {
        CAPTURE(line);
        CHECK(letters_in(line) <= 80);
        if (line.starts_with("  why  ")) again.clear();
        if (line.starts_with("       ")) again += " " + line.substr(7);
        if (line.starts_with("  why  ")) again = line.substr(7);
    }
    CHECK(again == words);
}

}  // namespace mdisim
