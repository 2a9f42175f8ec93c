#include "sim/report/page/claims.hpp"

#include <catch2/catch.hpp>

#include "sim/judge/judge.hpp"
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
    const std::string html = claim_html(j);
    for (const char* text : {"id=\"claim-c-1\"", "x &lt; y", "2 numbers", "<td>aside</td>",
                             "<td>✓</td>", "beside", "the number", "verdict good"}) {
        CAPTURE(text);
        CHECK_THAT(html, Catch::Contains(text));
    }
    CHECK_THAT(html, !Catch::Contains("on record"));
    j.on_record = Verdict::not_reproduced;
    CHECK_THAT(claim_html(j), Catch::Contains("on record: not reproduced"));
}

TEST_CASE("verdicts are counted over all sections", "[claims]") {
    std::vector<Section> sections(2);
    CHECK(claims_html(sections).empty());
    sections[0].judgements = {claimed("c-1", Verdict::reproduced),
                              claimed("c-2", Verdict::not_reproduced)};
    sections[1].judgements = {claimed("c-3", Verdict::reproduced)};
    const std::string html = claims_html(sections);
    CHECK_THAT(html, Catch::Contains("<b>2</b> <span class=\"verdict good\">") &&
                         Catch::Contains("<b>1</b> <span class=\"verdict bad\">") &&
                         Catch::Contains("href=\"#claim-c-3\"") &&
                         Catch::Contains("<td class=\"number\">3</td>") &&
                         !Catch::Contains("<td class=\"number\">7</td>"));
}

}  // namespace mdisim
