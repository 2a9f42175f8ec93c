#include "sim/report/page/claims.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/report/claim_words.hpp"
#include "sim/report/page/glossary.hpp"
#include "sim/report/page/groups.hpp"
#include "sim/report/page/html.hpp"
#include "sim/report/verdicts.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

// Classes of the page's style, in the order of Verdict.
constexpr const char* kinds[] = {"good", "bad", "odd", "mixed", "made", "made"};
// The order of verdicts in tables: what came out first, what did not last.
constexpr Verdict verdict_columns[] = {Verdict::reproduced,
                                       Verdict::depends_on,
                                       Verdict::fitted,
                                       Verdict::by_input,
                                       Verdict::paper_disagrees_with_itself,
                                       Verdict::not_reproduced};
using Counts = std::array<size_t, std::size(kinds)>;

const char* kind_of(Verdict verdict) { return kinds[static_cast<size_t>(verdict)]; }

std::string verdict_badge(Verdict verdict) {
    return std::string("<span class=\"verdict ") + kind_of(verdict) +
           "\"><span aria-hidden=\"true\">" + sign_of(verdict) + "</span> " + name_of(verdict) +
           "</span>";
}

std::string changed_note(const Judgement& j) {
    if (j.verdict == j.on_record) return "";
    return " <span class=\"verdict bad\">on record: " + name_of(j.on_record) + "</span>";
}

// The mark of a finding, read out in words.
std::string mark_html(const Finding& f) {
    if (f.aside) return "<span class=\"aside\">aside</span>";
    return f.holds ? "<span class=\"good\" title=\"as expected\">✓</span>"
                   : "<span class=\"bad\" title=\"not as expected\">✗</span>";
}

std::string finding_row(const Judgement& j, const VariantFinding& v, const Finding& f,
                        const ClaimWords& words) {
    std::string label = label_of(j, v, f);
    if (!f.reading.empty()) label += " (by " + f.reading + ")";
    std::string small = words.subject(f);
    const std::string origin = origin_text(f);
    if (!origin.empty()) small += "; " + origin;
    return "<tr><td>" + mark_html(f) + "</td><th scope=\"row\">" + escaped(label) + "<small>" +
           escaped(small) + "</small></th><td class=\"number\">" +
           escaped(words.number(f, j.says)) + "</td><td class=\"number\">" +
           escaped(f.aside ? "" : words.expected(f, j.says)) + "</td></tr>\n";
}

}  // namespace

std::string claim_html(const Judgement& j, const ClaimWords& words) {
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
            rows += finding_row(j, v, f, words);
            ++checks;
        }
    }
    html += "<details" + std::string(checks <= 4 ? " open" : "") + "><summary>" +
            std::to_string(checks) + (checks == 1 ? " number" : " numbers") + "</summary>" +
            scrolled("Numbers of " + j.id,
                     "<table><thead><tr><th><span class=\"unseen\">as expected</span></th><th></th>"
                     "<th>here</th><th>expected</th></tr></thead><tbody>\n" +
                         rows + "</tbody></table>") +
            "</details>\n";
    for (const std::string& tolerance : tolerances_of(j)) {
        html += "<p class=\"why\">Tolerance: " + escaped(tolerance) + ".</p>\n";
    }
    if (!j.weakness.empty()) html += "<p class=\"warning\">" + escaped(j.weakness) + "</p>\n";
    if (!j.why.empty()) html += "<p class=\"why\">" + escaped(j.why) + "</p>\n";
    return html + "</article>\n";
}

std::string chips_html(const Section& section) {
    std::string html;
    for (const Judgement& j : section.judgements) {
        html += " <a class=\"chip " + std::string(kind_of(j.verdict)) + "\" href=\"#claim-" +
                id_of(j.id) + "\" title=\"" + escaped(name_of(j.verdict) + ": " + j.says) +
                "\"><span aria-hidden=\"true\">" + sign_of(j.verdict) + "</span> " + escaped(j.id) +
                "<span class=\"unseen\"> " + name_of(j.verdict) + "</span></a>";
    }
    return html.empty() ? "" : "<span class=\"chips\">" + html + "</span>";
}

namespace {

// The claims of one paper, or our own questions.
struct PaperCounts {
    std::string paper;
    std::string link;
    bool is_group = false;  // whether a folder of scenarios is about it
    Counts counts{};

    size_t total() const {
        size_t sum = 0;
        for (size_t n : counts) sum += n;
        return sum;
    }
};

// The papers in the order of groups, those that are in other groups next, our own questions last.
std::vector<PaperCounts> counts_of(const std::vector<Section>& sections,
                                   const AddressOnPage& address) {
    std::vector<PaperCounts> all;
    for (const Group& group : groups_of(sections)) {
        for (const Section* section : group.sections) {
            for (const Judgement& j : section->judgements) {
                const std::string paper = paper_of(j);
                auto at = std::find_if(all.begin(), all.end(),
                                       [&](const PaperCounts& one) { return one.paper == paper; });
                if (at == all.end()) {
                    const bool whole = paper == group.title;
                    const std::string anchor = whole ? "" : "s-" + id_of(section->name);
                    at = all.insert(all.end(), {paper, address(*section, anchor), whole});
                }
                ++at->counts[static_cast<size_t>(j.verdict)];
            }
        }
    }
    const auto rank = [](const PaperCounts& one) {
        return one.paper == our_question ? 2 : one.is_group ? 0 : 1;
    };
    std::stable_sort(all.begin(), all.end(),
                     [&](const PaperCounts& a, const PaperCounts& b) { return rank(a) < rank(b); });
    return all;
}

// A count that shows only its claims in the table below.
std::string count_html(const std::string& paper, const char* verdict, size_t count,
                       const std::string& name) {
    if (count == 0) return "";
    return "<a class=\"count\" href=\"#all-claims\" data-paper=\"" + escaped(paper) +
           "\" data-verdict=\"" + verdict + "\"><b>" + std::to_string(count) + "</b> <span>" +
           name + "</span></a>";
}

std::string key_of(Verdict verdict) {
    return names_of(Tag<Verdict>{})[static_cast<size_t>(verdict)];
}

std::string counts_row(const PaperCounts& one) {
    const bool ours = one.paper == our_question;
    const std::string name = escaped(ours ? "our own questions" : one.paper);
    std::string row = "<tr><th scope=\"row\">";
    row +=
        ours || one.link.empty() ? name : "<a href=\"" + escaped(one.link) + "\">" + name + "</a>";
    row += "<small>" + escaped(sentence_about(one.paper, "")) + "</small></th><td>" +
           count_html(one.paper, "", one.total(), one.total() == 1 ? "claim" : "claims") + "</td>";
    for (const Verdict v : verdict_columns) {
        row += std::string("<td class=\"") + kind_of(v) + "\">" +
               count_html(one.paper, key_of(v).c_str(), one.counts[static_cast<size_t>(v)],
                          name_of(v)) +
               "</td>";
    }
    return row + "</tr>\n";
}

std::string counts_table(const std::vector<PaperCounts>& papers) {
    std::string html = "<table id=\"papers\"><thead><tr><th>paper</th><th>claims</th>";
    for (const Verdict v : verdict_columns) {
        html += "<th><span aria-hidden=\"true\" class=\"" + std::string(kind_of(v)) + "\">" +
                sign_of(v) + "</span> " + term_html(name_of(v)) + "</th>";
    }
    html += "</tr></thead>\n<tbody>\n";
    for (const PaperCounts& one : papers) html += counts_row(one);
    return html + "</tbody></table>\n";
}

std::string claim_row(const Section& section, const Judgement& j, const AddressOnPage& address) {
    const std::string link = address(section, "claim-" + id_of(j.id));
    const Finding& f = headline(j);
    const std::string id = escaped(j.id);
    return "<tr data-paper=\"" + escaped(paper_of(j)) + "\" data-verdict=\"" + key_of(j.verdict) +
           "\"><th scope=\"row\">" +
           (link.empty() ? id : "<a href=\"" + escaped(link) + "\">" + id + "</a>") + "</th><td>" +
           verdict_badge(j.verdict) + changed_note(j) + "</td><td>" + escaped(j.paper) +
           "</td><td>" + escaped(j.says) + "</td><td class=\"here\"><b>" +
           escaped(section.words.number(f, j.says)) + "</b><small>" +
           escaped(section.words.subject(f)) + (f.label.empty() ? "" : "; " + escaped(f.label)) +
           "</small></td></tr>\n";
}

}  // namespace

std::string claims_html(const std::vector<Section>& sections, const AddressOnPage& address) {
    std::string rows;
    size_t count = 0;
    for (const Group& group : groups_of(sections)) {
        for (const Section* section : group.sections) {
            for (const Judgement& j : section->judgements) {
                rows += claim_row(*section, j, address);
                ++count;
            }
        }
    }
    if (rows.empty()) return "";
    return counts_table(counts_of(sections, address)) + "<h2 id=\"claims\">" +
           std::to_string(count) + (count == 1 ? " claim" : " claims") +
           "</h2>\n<p class=\"filter\" hidden><input type=\"search\" placeholder=\"words in claims"
           "\" aria-label=\"Show claims with these words\"> <span role=\"status\"></span> "
           "<button type=\"button\" hidden>Show all</button></p>\n" +
           scrolled("Claims",
                    "<table id=\"all-claims\" class=\"sortable\"><thead><tr><th>claim</th>"
                    "<th>verdict</th><th>paper</th><th>published</th><th>here</th>"
                    "</tr></thead>\n<tbody>\n" +
                        rows + "</tbody></table>");
}

}  // namespace mdisim
