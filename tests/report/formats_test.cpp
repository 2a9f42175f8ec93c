#include <string>
#include <vector>

#include "sim/metrics/metrics.hpp"
#include "sim/report/rulings.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {
namespace {

using namespace testing;

// One that passed and one that failed, with everything that a format must escape.
std::vector<Assessment> two() {
    Assessment good{"set/good", "good.json", "identical, 3 cells", {}, {}};
    good.tracked.push_back({"a attainment", "", {0.5, 0.4, 0.6}, Better::higher});
    good.tracked.push_back({"a latency_ms_mean", "ms", {7, 7, 7}, Better::lower});
    Assessment bad{"set/bad", "bad.json", "1 metric moved", {}, {}};
    Ruling quiet{"a wait", "the same"};
    quiet.shown = false;
    Ruling moved{"a, <b> & \"c\": x|y", "100 % -> 50 %\nless"};
    moved.passed = false;
    moved.line = 12;
    bad.rulings = {quiet, moved};
    return {good, bad};
}

std::string text(Format format) { return rulings_text(two(), format); }

}  // namespace

TEST_CASE("for people: a line a scenario, and what happened below it", "[formats]") {
    CHECK(text(Format::table) ==
          "set/good                        ok      identical, 3 cells\n"
          "set/bad                         FAILED  1 metric moved\n"
          "  failed  a, <b> & \"c\": x|y: 100 % -> 50 % less\n"
          "1 passed, 1 failed\n");
}

TEST_CASE("JUnit: a suite a scenario, also of one that is identical", "[formats]") {
    CHECK(text(Format::junit) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<testsuites name=\"mdisim\" tests=\"3\" failures=\"1\">\n"
          " <testsuite name=\"set/good\" tests=\"1\" failures=\"0\">\n"
          "  <testcase classname=\"set/good\" name=\"all\"/>\n"
          " </testsuite>\n"
          " <testsuite name=\"set/bad\" tests=\"2\" failures=\"1\">\n"
          "  <testcase classname=\"set/bad\" name=\"a wait\"/>\n"
          "  <testcase classname=\"set/bad\" name=\"a, &lt;b&gt; &amp; &quot;c&quot;: x|y\">\n"
          "   <failure message=\"100 % -&gt; 50 %&#10;less\"/>\n"
          "  </testcase>\n"
          " </testsuite>\n"
          "</testsuites>\n");
}

TEST_CASE("Markdown: a row for what happened, and none for the rest", "[formats]") {
    CHECK(text(Format::markdown) ==
          "### mdisim: 1 passed, 1 failed\n\n"
          "| scenario | what | | how |\n|---|---|---|---|\n"
          "| set/bad | a, &lt;b> & \"c\": x\\|y | failed | 100 % -> 50 % less |\n");
    CHECK(rulings_text({two().front()}, Format::markdown) == "### mdisim: 1 passed, 0 failed\n");
}

TEST_CASE("GitHub: an annotation at the line, escaped as its commands ask", "[formats]") {
    CHECK(text(Format::github) ==
          "::error file=bad.json,line=12,title=set/bad%3A a%2C <b> & \"c\"%3A x|y"
          "::100 %25 -> 50 %25%0Aless\n"
          "1 passed, 1 failed\n");
}

TEST_CASE("JSON holds every ruling", "[formats]") {
    const Node list = parse_document(text(Format::json), "json");
    REQUIRE(list.items.size() == 2);
    CHECK(list.items[0].find("passed")->integer == 1);
    CHECK(list.items[1].find("passed")->integer == 0);
    CHECK(list.items[1].find("rulings")->items.size() == 2);
}

TEST_CASE("github-action-benchmark: numbers by the direction they should go", "[formats]") {
    const Node bigger = parse_document(text(Format::customBiggerIsBetter), "json");
    REQUIRE(bigger.items.size() == 1);
    CHECK(dump(bigger.items[0]) ==
          R"({"name":"set/good: a attainment","unit":"share","value":0.5,"range":"±0.1"})");
    const Node smaller = parse_document(text(Format::customSmallerIsBetter), "json");
    REQUIRE(smaller.items.size() == 1);
    CHECK(smaller.items[0].find("name")->text == "set/good: a latency_ms_mean");
}

TEST_CASE("what is only compared neither passes nor fails", "[formats]") {
    Assessment assessment = two().back();
    assessment.judged = false;
    CHECK(assessment.passed());
    CHECK(rulings_text({assessment}, Format::table) ==
          "  a, <b> & \"c\": x|y: 100 % -> 50 % less\nset/bad: 1 metric moved\n");
    CHECK_THAT(rulings_text({assessment}, Format::github), Catch::StartsWith("::notice "));
}

}  // namespace mdisim
