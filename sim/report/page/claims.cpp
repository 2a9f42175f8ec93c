#include "sim/report/page/claims.hpp"

#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/verdicts.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

// Classes of the page's style, in the order of Verdict.
constexpr const char* kinds[] = {"good", "bad", "odd", "mixed", "made", "made"};

std::string verdict_badge(Verdict verdict) {
    const auto v = static_cast<size_t>(verdict);
    return std::string("<span class=\"verdict ") + kinds[v] + "\"><span aria-hidden=\"true\">" +
           sign_of(verdict) + "</span> " + name_of(verdict) + "</span>";
}

std::string changed_note(const Judgement& j) {
    if (j.verdict == j.on_record) return "";
    return " <span class=\"verdict bad\">on record: " + name_of(j.on_record) + "</span>";
}

}  // namespace

std::string claim_html(const Judgement& j) {
    std::string html = "<article class=\"claim\" id=\"claim-" + id_of(j.id) + "\"><h4>" +
                       escaped(j.id) + " " + verdict_badge(j.verdict) + changed_note(j) +
                       "</h4>\n<p class=\"paper\">" + escaped(j.paper) + "</p>\n<p>" +
                       escaped(j.says) + "</p>\n";
    if (!j.chosen.empty()) {
        html += "<p>As expected by \"" + escaped(j.chosen) +
                "\", the reading that fits most of the other claims.</p>\n";
    }
    size_t checks = 0;
    std::string rows;
    for (const VariantFinding& v : j.variants) {
        for (const Finding& f : v.findings) {
            std::string label = label_of(j, v, f);
            if (!f.reading.empty()) label += " (by " + f.reading + ")";
            const char* mark = f.aside ? "aside" : f.holds ? "✓" : "✗";
            const std::string origin = origin_text(f);
            rows += "<tr><th scope=\"row\">" + escaped(label) +
                    (origin.empty() ? "" : "<small>" + escaped(origin) + "</small>") +
                    "</th><td class=\"number\">" + escaped(found_text(f)) +
                    "</td><td class=\"number\">" + escaped(f.aside ? "" : bounds_text(f.expected)) +
                    "</td><td>" + mark + "</td></tr>\n";
            ++checks;
        }
    }
    html += "<details" + std::string(checks <= 4 ? " open" : "") + "><summary>" +
            std::to_string(checks) + (checks == 1 ? " number" : " numbers") + "</summary>" +
            scrolled("Numbers of " + j.id,
                     "<table><thead><tr><th></th><th>here</th><th>expected</th><th></th></tr>"
                     "</thead><tbody>\n" +
                         rows + "</tbody></table>") +
            "</details>\n";
    for (const std::string& tolerance : tolerances_of(j)) {
        html += "<p class=\"why\">Tolerance: " + escaped(tolerance) + ".</p>\n";
    }
    if (!j.weakness.empty()) html += "<p class=\"warning\">" + escaped(j.weakness) + "</p>\n";
    if (!j.why.empty()) html += "<p class=\"why\">" + escaped(j.why) + "</p>\n";
    return html + "</article>\n";
}

namespace {

std::string counts_html(const std::string& of, const std::array<size_t, std::size(kinds)>& counts) {
    std::string html;
    for (size_t v = 0; v < counts.size(); ++v) {
        if (counts[v] == 0) continue;
        html += "<span class=\"count\"><b>" + std::to_string(counts[v]) + "</b> " +
                verdict_badge(static_cast<Verdict>(v)) + "</span>";
    }
    return html.empty() ? "" : "<p class=\"counts\">" + of + html + "</p>\n";
}

}  // namespace

std::string claims_html(const std::vector<Section>& sections) {
    std::array<size_t, std::size(kinds)> of_papers{};
    std::array<size_t, std::size(kinds)> ours{};
    std::string rows;
    for (const Section& section : sections) {
        for (const Judgement& j : section.judgements) {
            auto& counts = paper_of(j) == our_question ? ours : of_papers;
            ++counts[static_cast<size_t>(j.verdict)];
            rows += "<tr><th scope=\"row\"><a href=\"#claim-" + id_of(j.id) + "\">" +
                    escaped(j.id) + "</a></th><td>" + verdict_badge(j.verdict) + changed_note(j) +
                    "</td><td>" + escaped(j.paper) + "</td><td>" + escaped(j.says) +
                    "</td><td class=\"number\">" + escaped(found_text(headline(j))) +
                    "</td></tr>\n";
        }
    }
    if (rows.empty()) return "";
    return "<h2 id=\"claims\">Claims</h2>\n" + counts_html("Claims of papers: ", of_papers) +
           counts_html("Our own questions: ", ours) +
           scrolled("Claims",
                    "<table id=\"all-claims\"><thead><tr><th>claim</th>"
                    "<th>verdict</th><th>paper</th><th>published</th><th>here</th>"
                    "</tr></thead>\n<tbody>\n" +
                        rows + "</tbody></table>");
}

}  // namespace mdisim
