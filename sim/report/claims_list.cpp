#include "sim/report/claims_list.hpp"

#include <algorithm>
#include <iterator>

#include "sim/describe/letters.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/text.hpp"
#include "sim/report/verdicts.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

// The colour of a verdict on a terminal.
const char* colour_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::reproduced:
            return "32";
        case Verdict::not_reproduced:
            return "31";
        case Verdict::paper_disagrees_with_itself:
        case Verdict::depends_on:
            return "33";
        case Verdict::fitted:
        case Verdict::by_input:
            return "36";
    }
    return "";
}

std::string painted(const std::string& text, const std::string& colour, const TableStyle& style) {
    return style.colour ? "\x1b[" + colour + "m" + text + "\x1b[0m" : text;
}

// Widths of the columns that all papers share.
struct Columns {
    size_t verdict = 0;
    size_t id = 0;

    explicit Columns(const std::vector<Judgement>& judgements) {
        for (const Judgement& j : judgements) {
            verdict = std::max(verdict, letters(name_of(j.verdict)));
            id = std::max(id, letters(j.id));
        }
    }
};

std::string claim_line(const Judgement& j, const Columns& columns, const TableStyle& style) {
    const std::string verdict = std::string(sign_of(j.verdict)) + " " + name_of(j.verdict);
    const std::string padding(columns.verdict - letters(name_of(j.verdict)), ' ');
    std::string rest = padding + "  " + left(j.id, columns.id) + "  ";
    if (j.verdict != j.on_record) rest += "CHANGED, on record " + name_of(j.on_record) + ": ";
    if (!j.weakness.empty()) rest += "WEAK, " + j.weakness + ": ";
    const size_t used = 2 + letters(verdict);
    rest += first_sentence(j.says);
    return "  " + painted(verdict, colour_of(j.verdict), style) +
           shortened(rest, style.width > used ? style.width - used : 0) + "\n";
}

}  // namespace

bool has_failed(const Judgement& judgement) {
    const auto fails = [](const Finding& f) { return !f.aside && !f.holds; };
    return judgement.verdict != judgement.on_record || !judgement.weakness.empty() ||
           std::any_of(judgement.variants.begin(), judgement.variants.end(),
                       [&](const VariantFinding& v) {
                           return std::any_of(v.findings.begin(), v.findings.end(), fails);
                       });
}

std::string claims_list(const std::vector<Judgement>& judgements, const TableStyle& style) {
    const Columns columns(judgements);
    std::vector<std::string> papers;
    for (const Judgement& j : judgements) {
        const std::string paper = paper_of(j);
        if (!contains(papers, paper)) papers.push_back(paper);
    }
    std::string out;
    for (const std::string& paper : papers) {
        std::vector<Judgement> of_paper;
        std::copy_if(judgements.begin(), judgements.end(), std::back_inserter(of_paper),
                     [&](const Judgement& j) { return paper_of(j) == paper; });
        const std::string head = folded(paper + ", " + verdict_counts(of_paper), style.width, 4);
        out += painted(head, "1", style) + "\n";
        for (const Judgement& j : of_paper) out += claim_line(j, columns, style);
        out += "\n";
    }
    return out + folded(counts_by_origin(judgements), style.width, 4) + "\n";
}

}  // namespace mdisim
