#include "sim/report/page/claims.hpp"

#include <array>

#include "sim/judge/judge.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/verdicts.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

constexpr const char* verdict_marks[] = {"✓", "✗", "≠", "±"};  // in the order of Verdict
constexpr const char* kinds[] = {"good", "bad", "odd", "mixed"};

std::string verdict_badge(Verdict verdict) {
    const auto v = static_cast<size_t>(verdict);
    return std::string("<span class=\"verdict ") + kinds[v] + "\"><span aria-hidden=\"true\">" +
           verdict_marks[v] + "</span> " + name_of(verdict) + "</span>";
}

std::string changed_note(const Judgement& j) {
    if (j.verdict == j.on_record) return "";
    return " <span class=\"verdict bad\">on record: " + name_of(j.on_record) + "</span>";
}

// The number that a claim is about: its first finding that is not aside.
std::string headline(const Judgement& j) {
    for (const VariantFinding& v : j.variants) {
        for (const Finding& f : v.findings) {
            if (!f.aside) return found_text(f);
        }
    }
    return "";
}

}  // namespace

std::string claim_html(const Judgement& j) {
    std::string html = "<article class=\"claim\" id=\"claim-" + id_of(j.id) + "\"><h4>" +
                       escaped(j.id) + " " + verdict_badge(j.verdict) + changed_note(j) +
                       "</h4>\n<p class=\"paper\">" + escaped(j.paper) + "</p>\n<p>" +
                       escaped(j.says) + "</p>\n";
    size_t checks = 0;
    std::string rows;
    for (const VariantFinding& v : j.variants) {
        for (const Finding& f : v.findings) {
            std::string label = label_of(j, v, f);
            if (!f.reading.empty()) label += " (by " + f.reading + ")";
            const char* mark = f.aside ? "aside" : f.holds ? "✓" : "✗";
            rows += "<tr><th scope=\"row\">" + escaped(label) + "</th><td class=\"number\">" +
                    escaped(found_text(f)) + "</td><td class=\"number\">" +
                    escaped(f.aside ? "" : bounds_text(f.expected)) + "</td><td>" + mark +
                    "</td></tr>\n";
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
    if (!j.why.empty()) html += "<p class=\"why\">" + escaped(j.why) + "</p>\n";
    return html + "</article>\n";
}

std::string claims_html(const std::vector<Section>& sections) {
    std::array<size_t, std::size(verdict_marks)> counts{};
    std::string rows;
    for (const Section& section : sections) {
        for (const Judgement& j : section.judgements) {
            ++counts[static_cast<size_t>(j.verdict)];
            rows += "<tr><th scope=\"row\"><a href=\"#claim-" + id_of(j.id) + "\">" +
                    escaped(j.id) + "</a></th><td>" + verdict_badge(j.verdict) + changed_note(j) +
                    "</td><td>" + escaped(j.paper) + "</td><td>" + escaped(j.says) +
                    "</td><td class=\"number\">" + escaped(headline(j)) + "</td></tr>\n";
        }
    }
    if (rows.empty()) return "";
    std::string html = "<h2 id=\"claims\">Claims</h2>\n<p class=\"counts\">";
    for (size_t v = 0; v < counts.size(); ++v) {
        if (counts[v] == 0) continue;
        html += "<span class=\"count\"><b>" + std::to_string(counts[v]) + "</b> " +
                verdict_badge(static_cast<Verdict>(v)) + "</span>";
    }
    return html + "</p>\n" +
           scrolled("Claims",
                    "<table id=\"all-claims\"><thead><tr><th>claim</th>"
                    "<th>verdict</th><th>paper</th><th>published</th><th>here</th>"
                    "</tr></thead>\n<tbody>\n" +
                        rows + "</tbody></table>");
}

}  // namespace mdisim
