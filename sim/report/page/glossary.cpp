#include "sim/report/page/glossary.hpp"

#include <algorithm>
#include <set>

#include "sim/report/page/html.hpp"

namespace mdisim {

const std::vector<Term>& words_of_pages() {
    static const std::vector<Term> terms = {
        {"band",
         "The coloured band about a curve, and the whiskers of a point or a bar, are the 95 % "
         "interval of the mean over independent replications, by Student's t; where a figure says "
         "so, they are a standard deviation or quartiles over requests. ± in tables is the same "
         "interval. Policies are simulated with the same random numbers, so their difference is "
         "known better than their bands tell: bands that overlap do not mean that two policies "
         "are equal."},
        {"bound",
         "The most that any decisions could have reached on the same requests: the most accurate "
         "answer that could have met the deadline, with no waiting for servers."},
        {"published", "What the paper prints: its curve in grey behind ours, or a grey tick."},
        {"clairvoyant", "A policy that is shown the random times before they pass."},
        {"reproduced", "It comes out, as a prediction: no number that was put in says it already."},
        {"depends on the reading",
         "The paper can be read in several ways, and it comes out for some of them."},
        {"fitted",
         "It comes out, and a profile was fitted to it or to its like. That proves little."},
        {"by input", "It follows from numbers that were put in; no draw can move it."},
        {"paper disagrees with itself", "Two statements of the paper exclude each other."},
        {"not reproduced", "It does not come out, and the claim says what does."},
    };
    return terms;
}

std::string term_html(const Term& term) {
    return "<a class=\"term\" href=\"#term-" + id_of(term.name) + "\" title=\"" +
           escaped(term.meaning) + "\">" + escaped(term.name) + "</a>";
}

std::string term_html(const std::string& name) {
    const std::vector<Term>& all = words_of_pages();
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const Term& term) { return term.name == name; });
    return at == all.end() ? escaped(name) : term_html(*at);
}

std::string glossary_html(const std::vector<Term>& others) {
    std::string html =
        "<section id=\"glossary\" aria-labelledby=\"h-glossary\">\n"
        "<h2 id=\"h-glossary\">Words on this page</h2>\n<dl class=\"glossary\">\n";
    std::set<std::string> told;
    const auto tell = [&](const Term& term) {
        if (!told.insert(term.name).second) return;
        html += "<dt id=\"term-" + id_of(term.name) + "\">" + escaped(term.name) + "</dt><dd>" +
                escaped(term.meaning) + "</dd>\n";
    };
    for (const Term& term : words_of_pages()) tell(term);
    for (const Term& term : others) tell(term);
    return html + "</dl></section>\n";
}

}  // namespace mdisim
