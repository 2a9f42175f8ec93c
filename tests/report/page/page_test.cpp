#include "sim/report/page/page.hpp"

#include "sim/judge/judge.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/report/figures/drawn_figure.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;

Section section(const std::string& folder) {
    Section s;
    s.name = "a paper/fig <1>";
    s.about = "this & that";
    s.folder = folder;
    s.manifest = parse_document(
        R"({"fingerprint": "f00d", "version": "v", "compiler": "c", "command": "mdisim run x",
            "resolved": {"about": "<i>"}})",
        "");
    DrawnFigure figure;
    figure.figure.name = "one_two";
    figure.figure.y = {"y"};
    figure.series = {{"a \"policy\"", "#000000"}, {"another", "#0072b2"}};
    figure.y_captions = {"y (%)"};
    figure.better = {Better::neither, Better::neither};
    figure.plots.resize(1);
    figure.plots[0].marks = {{0, 1, {1, 1, 1}}};
    complete(figure);
    s.figures = {figure};
    s.table = {{"policy", "in time (%)"}, 1, {{"a <policy>", "5 ±1"}}, 3, 1};
    s.csv = "policy,attainment\n";
    Judgement j;
    j.id = "c-1";
    j.paper = "The Paper, Fig. 1";
    j.says = "x < y";
    j.verdict = Verdict::not_reproduced;
    j.variants = {{"", {{}}, false, true}};
    s.judgements = {j};
    return s;
}

}  // namespace

TEST_CASE("a page without the library shows what was drawn", "[page]") {
    const TemporaryFolder folder;
    const auto page = [&] { return page_html({section(folder.path())}, {"p{}", "", {}, "1.2"}); };
    CHECK_THAT(page(), Catch::Contains("This figure has not been drawn."));
    folder.write("figures/one_two.svg", "<svg/>");
    const std::string html = page();
    CHECK_THAT(html, Catch::Contains("src=\"data:image/svg+xml,%3Csvg/%3E\""));
    CHECK(html.find("vega") == std::string::npos);
    CHECK(html.find("<i>") == std::string::npos);
    CHECK(html.find("PDF") == std::string::npos);
    folder.write("figures/one_two.pdf", "%PDF");
    CHECK_THAT(page(),
               Catch::Contains("Save this figure: <a ") &&
                   Catch::Contains("download=\"a-paper-fig--1--one_two.pdf\" "
                                   "href=\"data:application/pdf;base64,JVBERg==\">PDF</a>"));
    for (const char* text :
         {"<h1>a paper/fig &lt;1&gt;</h1>", "this &amp; that", "<style>\np{}", "x &lt; y",
          "a &lt;policy&gt;", "1 row: 1 of 3 points of the sweep, each with all its policies. ",
          "f00d", "on record: reproduced", "mdisim 1.2", "data-verdict=\"not reproduced\"><b>1</b>",
          "data-copy=\"mdisim run x\"",
          "href=\"data:text/csv;charset=utf-8,policy,attainment%0A\""}) {
        CAPTURE(text);
        CHECK_THAT(html, Catch::Contains(text));
    }
}

TEST_CASE("headings say each name once", "[page]") {
    const auto headings = [](const std::vector<Section>& sections) {
        const std::string html = page_html(sections, {"", "", {}, ""});
        std::vector<std::string> found;
        for (size_t at = 0; (at = html.find("<h", at)) != std::string::npos; ++at) {
            if (html[at + 2] < '1' || html[at + 2] > '3') continue;
            std::string text = html.substr(at, html.find("</h", at) - at);
            while (text.find('<') != std::string::npos) {
                text.erase(text.find('<'), text.find('>') + 1 - text.find('<'));
            }
            found.push_back(html.substr(at + 1, 2) + " " + text);
        }
        return found;
    };
    using Headings = std::vector<std::string>;
    Section over = section("");
    over.name = "over";
    over.judgements.clear();
    CHECK(headings({over}) == Headings{"h1 over", "h2 Words on this page"});
    Section paper = section("");
    paper.name = "paper/fig1";
    paper.about = "The Paper, Fig. 1: this & that";
    CHECK(headings({paper}) == Headings{"h1 paper/fig1", "h2 1 claim", "h2 Words on this page"});
    CHECK(headings({over, paper}) ==
          Headings{"h1 mdisim: what papers claim, and what comes out", "h2 1 claim", "h2 The Paper",
                   "h3 Fig. 1: this &amp; that ✗ c-1 not reproducedpaper/fig1", "h2 over",
                   "h2 Words on this page"});
}

TEST_CASE("all results have a first page, and a page for each paper", "[page]") {
    Section paper = section("");
    paper.name = "paper/fig1";
    Section ours = section("");
    ours.name = "ours/what";
    ours.judgements.clear();
    const PageParts parts = {"", "", {"vega()"}, "1.2"};
    const std::string front = front_html({ours, paper}, parts, "report");
    CHECK_THAT(front, Catch::Contains("href=\"report/paper.html#claim-c-1\"") &&
                          Catch::Contains("<a href=\"report/ours.html\">") &&
                          !Catch::Contains("vega()"));
    CHECK_THAT(front_html({ours, paper}, parts, ""), !Catch::Contains(".html"));
    const auto pages = site_pages({ours, paper}, parts, "report", "../report.html");
    REQUIRE(pages.size() == 2);
    CHECK(pages[0].first == "paper.html");  // papers first
    CHECK(pages[1].first == "ours.html");
    CHECK_THAT(pages[0].second, Catch::Contains("<a href=\"../report.html\">Papers</a>") &&
                                    Catch::Contains("id=\"claim-c-1\"") &&
                                    Catch::Contains("vega()"));
    CHECK_THAT(pages[1].second, Catch::Contains("No claim here: our question."));
}

TEST_CASE("figures that differ in the value of one axis say so", "[page]") {
    Section s = section("");
    s.figures.push_back(s.figures.front());
    s.figures.back().figure.name = "other";
    s.figures[0].figure.where = {{"sla_ms", {"100"}}};
    s.figures[1].figure.where = {{"sla_ms", {"250"}}};
    const auto page = [&] { return page_html({s}, {"", "", {"vega()"}, ""}); };
    CHECK_THAT(page(), Catch::Contains("data-axis=\"deadline (ms)\" data-at=\"100\"") &&
                           Catch::Contains("data-at=\"250\""));
    s.figures[1].figure.where = {{"network.cv", {"1"}}};
    CHECK_THAT(page(), !Catch::Contains("data-at="));
}

TEST_CASE("what a colour says stays within its attribute", "[page]") {
    Section hostile = section("");
    hostile.figures[0].series[0].colour = "#123456\"><img src=x onerror=\"go()\">";
    const std::string html = page_html({hostile}, {"", "", {"vega()"}, ""});
    CHECK(html.find("<img") == std::string::npos);
    CHECK_THAT(html, Catch::Contains("--light:#123456&quot;&gt;&lt;img"));
}

TEST_CASE("the library is on the page once, a specification for each pair of axes", "[page]") {
    const auto count = [](const std::string& text, const std::string& word) {
        size_t n = 0;
        for (size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++n;
        return n;
    };
    Section other = section("");
    other.name = "b/c";
    const std::string html = page_html({section(""), other}, {"", "go()", {"vega()"}, ""});
    CHECK(count(html, "vega()") == 1);
    CHECK(count(html, "go()") == 1);
    CHECK(count(html, "vega-lite/v6.json") == 2);
    CHECK(count(html, "data-series=\"a &quot;policy&quot;\"") == 2);
    CHECK(count(html, "http://") == 0);
    CHECK(count(html, " src=") == 0);
}

}  // namespace mdisim
