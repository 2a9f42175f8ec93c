#include "sim/report/claims_list.hpp"

#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Lines = std::vector<std::string>;

Judgement claimed(const std::string& id, const std::string& paper, Verdict verdict,
                  const std::string& says = "something") {
    Judgement j;
    j.id = id;
    j.paper = paper;
    j.says = says;
    j.verdict = j.on_record = verdict;
    Finding finding;
    finding.holds = verdict == Verdict::reproduced;
    j.variants = {{"as stated", {finding}, finding.holds, true}};
    return j;
}

Lines listed(const std::vector<Judgement>& judgements, const TableStyle& style = {}) {
    return lines_of(claims_list(judgements, style));
}

const std::vector<Judgement> three = {
    claimed("a-1", "Paper A, Fig. 1", Verdict::reproduced),
    claimed("b-10", "our question: nobody asks it", Verdict::not_reproduced),
    claimed("a-2", "Paper A, Sec. 2", Verdict::depends_on)};

}  // namespace

TEST_CASE("claims are a line each, by paper, with a total", "[claims_list]") {
    CHECK(listed(three) == Lines{"Paper A, 2 claims: 1 reproduced, 1 depends on the reading",
                                 "  ✓ reproduced              a-1   something",
                                 "  ~ depends on the reading  a-2   something", "",
                                 "our question, 1 claim: 1 not reproduced",
                                 "  ✗ not reproduced          b-10  something", "",
                                 "of papers, 2 claims: 1 reproduced, 1 depends on the reading",
                                 "our own questions, 1 claim: 1 not reproduced"});
}

TEST_CASE("only the first sentence is told, cut between words at the width", "[claims_list]") {
    const std::string says = "one two three four five six seven eight nine ten. And more of it.";
    TableStyle style;
    style.width = 40;
    CHECK(listed({claimed("a", "P", Verdict::reproduced, says)}, style)[1] ==
          "  ✓ reproduced  a  one two three four …");
    style.width = SIZE_MAX;
    CHECK(listed({claimed("a", "P", Verdict::reproduced, says)}, style)[1] ==
          "  ✓ reproduced  a  one two three four five six seven eight nine ten.");
}

TEST_CASE("verdicts have a colour where there are colours", "[claims_list]") {
    TableStyle style;
    style.colour = true;
    const Lines lines = listed(three, style);
    CHECK_THAT(lines[0], Catch::StartsWith("\x1b[1mPaper A"));
    CHECK_THAT(lines[1], Catch::StartsWith("  \x1b[32m✓ reproduced\x1b[0m"));
    CHECK_THAT(lines[5], Catch::StartsWith("  \x1b[31m✗ not reproduced\x1b[0m"));
    for (const std::string& line : listed(three)) CHECK(line.find('\x1b') == std::string::npos);
}

TEST_CASE("a verdict that changed is told on its line", "[claims_list]") {
    Judgement j = claimed("a", "P", Verdict::not_reproduced);
    j.on_record = Verdict::reproduced;
    const Lines lines = listed({j});
    CHECK_THAT(lines[1], Catch::Contains("a  CHANGED, on record reproduced: something"));
    CHECK(lines.back() == "1 claim: 1 not reproduced; 1 CHANGED");
}

TEST_CASE("a claim has failed when a check that counts does not hold", "[claims_list]") {
    Judgement j = claimed("a", "P", Verdict::reproduced);
    CHECK(!has_failed(j));
    Finding aside;
    aside.aside = true;
    j.variants[0].findings.push_back(aside);
    CHECK(!has_failed(j));
    j.on_record = Verdict::depends_on;
    CHECK(has_failed(j));
    CHECK(has_failed(three[1]));
    CHECK(has_failed(three[2]));
}

}  // namespace mdisim
