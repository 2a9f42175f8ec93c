#include "sim/report/page/claims.hpp"

#include <catch2/catch.hpp>

#include "sim/judge/judge.hpp"
#include "sim/report/claim_words.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

Judgement claimed(const std::string& id, Verdict verdict) {
    Judgement j;
    j.id = id;
    j.paper = "The Paper, Fig. 1";
    j.says = "x < y";
    j.verdict = verdict;
    Finding beside;
    beside.label = "beside";
    beside.aside = true;
    beside.ours = {7, 7, 7};
    Finding held;
    held.label = "the number";
    held.ours = {3, 3, 3};
    held.holds = true;
    j.variants = {{"", {beside, held}, true, true}};
    return j;
}

}  // namespace

TEST_CASE("a claim shows all its numbers, and which of them are asides", "[claims]") {
    Judgement j = claimed("c-1", Verdict::reproduced);
    const std::string html = claim_html(j, ClaimWords());
    for (const char* text : {"id=\"claim-c-1\"", "x &lt; y", "2 numbers", ">aside</span>",
                             ">✓</span>", "beside", "the number", "verdict good"}) {
        CAPTURE(text);
        CHECK_THAT(html, Catch::Contains(text));
    }
    CHECK_THAT(html, !Catch::Contains("on record"));
    j.on_record = Verdict::not_reproduced;
    CHECK_THAT(claim_html(j, ClaimWords()), Catch::Contains("on record: not reproduced"));
}

namespace {

std::string on_page(const Section&, const std::string& anchor) { return "#" + anchor; }

}  // namespace

TEST_CASE("verdicts are counted paper by paper, and lead to their claims", "[claims]") {
    std::vector<Section> sections(2);
    CHECK(claims_html(sections, on_page).empty());
    sections[0].name = "a/one";
    sections[1].name = "a/two";
    sections[0].judgements = {claimed("c-1", Verdict::reproduced),
                              claimed("c-2", Verdict::not_reproduced)};
    sections[1].judgements = {claimed("c-3", Verdict::reproduced)};
    sections[1].judgements[0].paper = "our question: why?";
    const std::string html = claims_html(sections, on_page);
    CHECK_THAT(html, Catch::Contains("data-paper=\"The Paper\" data-verdict=\"\"><b>2</b>") &&
                         Catch::Contains("data-paper=\"The Paper\" data-verdict=\"reproduced\"><b>1"
                                         "</b>") &&
                         Catch::Contains("data-paper=\"our question\" data-verdict=\"reproduced\">"
                                         "<b>1</b>") &&
                         Catch::Contains("href=\"#claim-c-3\"") &&
                         Catch::Contains("<b>300 %</b>") && !Catch::Contains("<b>700 %</b>"));
    const auto nowhere = [](const Section&, const std::string&) { return std::string(); };
    CHECK_THAT(claims_html(sections, nowhere), !Catch::Contains("href=\"#claim-c-3\""));
}

TEST_CASE("a heading has a chip for each claim", "[claims]") {
    Section section;
    CHECK(chips_html(section).empty());
    section.judgements = {claimed("c-1", Verdict::reproduced),
                          claimed("c-2", Verdict::not_reproduced)};
    CHECK_THAT(
        chips_html(section),
        Catch::Contains("class=\"chip good\" href=\"#claim-c-1\" title=\"reproduced: x &lt; y") &&
            Catch::Contains("class=\"chip bad\" href=\"#claim-c-2\""));
}

}  // namespace mdisim
