#include "sim/report/verdicts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/describe/field.hpp"
#include "sim/describe/words.hpp"
#include "sim/report/interval_text.hpp"
#include "sim/report/text.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {
namespace {

// The number of digits that tells both ends of an expectation apart, at least four.
int digits_of(const Expectation& e) {
    int digits = 4;
    const double spread = e.high() - e.low();
    if (!std::isfinite(spread) || spread <= 0) return digits;
    const double size = std::max(std::abs(e.low()), std::abs(e.high()));
    for (double reach = 1000 * spread; reach < size && digits < 12; reach *= 10) ++digits;
    return digits;
}

std::string finding_text(const Judgement& j, const VariantFinding& variant, const Finding& f,
                         size_t width) {
    std::string text = found_text(f);
    if (!f.aside) text += ", expected " + bounds_text(f.expected);
    if (!f.reading.empty()) text += " by " + f.reading;
    if (const std::string origin = origin_text(f); !origin.empty()) text += "; " + origin;
    if (!f.rival.empty()) {
        text += std::string("; ") + (f.rival_holds ? "does not rule out '" : "rules out '") +
                f.rival + "', which has " + short_number(f.of_rival.mean);
    }
    const std::string label = label_of(j, variant, f);
    if (!label.empty()) text = label + ": " + text;
    return paragraph(f.aside ? "  aside " : f.holds ? "  ok    " : "  not   ", text, width);
}

// The labels of the variants that are, or are not, as expected: "'first', 'second'".
std::string labels_of(const Judgement& j, bool holds) {
    std::string text;
    for (const VariantFinding& v : j.variants) {
        if (!v.counts || v.holds != holds) continue;
        text += (text.empty() ? "'" : ", '") + v.label + "'";
    }
    return text;
}

std::string judgement_text(const Judgement& j, size_t width) {
    std::string head = j.id;
    head.resize(std::max<size_t>(head.size() + 1, 7), ' ');
    head += name_of(j.verdict);
    if (j.verdict != j.on_record) head += "  (CHANGED: on record " + name_of(j.on_record) + ")";
    std::string out = head + "\n" + paragraph("says ", j.says + " (" + j.paper + ")", width);
    if (j.verdict == Verdict::depends_on) {
        out += paragraph("here ",
                         "as expected by " + labels_of(j, true) + "; not by " + labels_of(j, false),
                         width);
    }
    if (!j.chosen.empty()) {
        out += paragraph("here ",
                         "as expected by '" + j.chosen +
                             "', which fits most of the other claims "
                             "with these readings; not by " +
                             labels_of(j, false),
                         width);
    }
    for (const VariantFinding& v : j.variants) {
        for (const Finding& f : v.findings) out += finding_text(j, v, f, width);
    }
    for (const std::string& tolerance : tolerances_of(j)) {
        out += paragraph("tolerance ", tolerance, width);
    }
    if (!j.weakness.empty()) out += paragraph("WEAK ", j.weakness, width);
    if (!j.why.empty()) out += paragraph("why  ", j.why, width);
    return out;
}

}  // namespace

std::string label_of(const Judgement& judgement, const VariantFinding& variant,
                     const Finding& finding) {
    const std::string of_variant = judgement.variants.size() > 1 ? variant.label : "";
    const bool both = !of_variant.empty() && !finding.label.empty();
    return of_variant + (both ? ", " : "") + finding.label;
}

std::vector<std::string> tolerances_of(const Judgement& j) {
    std::vector<std::string> all;
    for (const VariantFinding& v : j.variants) {
        for (const Finding& f : v.findings) {
            if (!f.tolerance.empty() && !contains(all, f.tolerance)) all.push_back(f.tolerance);
        }
    }
    return all;
}

const char* sign_of(Verdict verdict) {
    constexpr const char* signs[] = {"✓", "✗", "≠", "~", "≈", "="};
    return signs[static_cast<size_t>(verdict)];
}

std::string origin_text(const Finding& f) {
    if (f.number_class == NumberClass::predicted) return "";
    return name_of(f.number_class) + (f.number_class == NumberClass::fitted ? " to " : ": ") +
           f.made_by;
}

std::string bounds_text(const Expectation& e) {
    const bool low = std::isfinite(e.low());
    const bool high = std::isfinite(e.high());
    if (low && high && e.low() == e.high()) return short_number(e.low());
    if (low && high) {
        return short_number(e.low(), digits_of(e)) + " to " + short_number(e.high(), digits_of(e));
    }
    return low ? "at least " + short_number(e.low()) : "at most " + short_number(e.high());
}

std::string found_text(const Finding& f) {
    std::string text = short_number(f.ours.mean, digits_of(f.expected));
    const std::string spread = spread_text(f.ours, [](double x) { return short_number(x); });
    if (!spread.empty()) text += " " + spread;
    if (!f.where.empty()) text += " (" + f.where + ")";
    return text;
}

const std::string& name_of(Verdict verdict) {
    static const std::string depends_on = "depends on the reading";
    if (verdict == Verdict::depends_on) return depends_on;
    return names_of(Tag<Verdict>{})[static_cast<size_t>(verdict)];
}

std::string verdict_counts(const std::vector<Judgement>& judgements) {
    std::array<size_t, 6> counts{};
    for (const Judgement& j : judgements) ++counts[static_cast<size_t>(j.verdict)];
    std::string out = counted(judgements.size(), "claim");
    char before = ':';
    for (size_t v = 0; v < counts.size(); ++v) {
        if (counts[v] == 0) continue;
        out += before + (" " + std::to_string(counts[v])) + " " + name_of(static_cast<Verdict>(v));
        before = ',';
    }
    const auto changed = std::count_if(judgements.begin(), judgements.end(),
                                       [](const Judgement& j) { return j.verdict != j.on_record; });
    const auto weak = std::count_if(judgements.begin(), judgements.end(),
                                    [](const Judgement& j) { return !j.weakness.empty(); });
    return out + (changed > 0 ? "; " + std::to_string(changed) + " CHANGED" : "") +
           (weak > 0 ? "; " + std::to_string(weak) + " WEAK" : "");
}

std::string paper_of(const Judgement& j) { return j.paper.substr(0, j.paper.find_first_of(",:")); }

std::string counts_by_origin(const std::vector<Judgement>& judgements) {
    std::vector<Judgement> parts[2];
    for (const Judgement& j : judgements) parts[paper_of(j) == our_question ? 1 : 0].push_back(j);
    if (parts[1].empty()) return verdict_counts(judgements);
    std::string out = parts[0].empty() ? "" : "of papers, " + verdict_counts(parts[0]) + "\n";
    return out + "our own questions, " + verdict_counts(parts[1]);
}

std::string readings_text(const std::vector<Judgement>& judgements, size_t width) {
    std::string out;
    for (const std::vector<size_t>& set : sets_of_readings(judgements)) {
        const Judgement& first = judgements[set.front()];
        if (set.size() < 2) continue;
        out += "readings: " + first.readings + "\n";
        for (const VariantFinding& reading : first.variants) {
            if (!reading.counts) continue;
            std::string fitting;
            size_t number = 0;
            for (size_t i : set) {
                for (const VariantFinding& v : judgements[i].variants) {
                    if (v.label != reading.label || !v.counts || !v.holds) continue;
                    fitting += (fitting.empty() ? "" : ", ") + judgements[i].id;
                    ++number;
                }
            }
            out += paragraph("  ",
                             "'" + reading.label + "' fits " + std::to_string(number) + " of " +
                                 counted(set.size(), "claim") +
                                 (fitting.empty() ? "" : ": " + fitting),
                             width);
        }
        out += "\n";
    }
    return out;
}

std::string verdicts_text(const std::vector<Judgement>& judgements, size_t width) {
    std::string out;
    for (const Judgement& j : judgements) out += judgement_text(j, width) + "\n";
    out += readings_text(judgements, width);
    return out + counts_by_origin(judgements) + "\n";
}

}  // namespace mdisim
