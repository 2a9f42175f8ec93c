#include "sim/judge/judge.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/judge/number_class.hpp"
#include "sim/judge/quantity.hpp"
#include "sim/judge/readings.hpp"
#include "sim/judge/samples.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

void add_asked(const Check& check, std::set<Asked>& asked) {
    for (Asked& one : asked_by(check)) asked.insert(std::move(one));
    if (check.rival != nullptr) add_asked(*check.rival, asked);
}

std::set<Asked> asked_in(const std::vector<Claim>& claims) {
    std::set<Asked> asked;
    for (const Claim& claim : claims) {
        for (const Variant& variant : claim.variants) {
            for (const Check& check : variant.checks) {
                add_asked(check, asked);
            }
        }
    }
    return asked;
}

bool disjoint(const Expectation& a, const Expectation& b) {
    return a.high() < b.low() || b.high() < a.low();
}

// Whether two statements of the paper about one number exclude each other, and one of the two
// holds.
bool readings_disagree(const VariantFinding& variant) {
    for (const Finding& a : variant.findings) {
        for (const Finding& b : variant.findings) {
            if (a.aside || b.aside) continue;
            if (a.reading.empty() || b.reading.empty() || a.reading == b.reading) continue;
            if (a.label == b.label && a.holds && disjoint(a.expected, b.expected)) {
                return true;
            }
        }
    }
    return false;
}

bool has_class(const std::vector<VariantFinding>& variants, NumberClass c) {
    for (const VariantFinding& v : variants) {
        for (const Finding& f : v.findings) {
            if (!f.aside && f.number_class == c) return true;
        }
    }
    return false;
}

Verdict verdict_on(const std::vector<VariantFinding>& variants) {
    for (const VariantFinding& variant : variants) {
        if (readings_disagree(variant)) return Verdict::paper_disagrees_with_itself;
    }
    const auto number_of = [&](const auto& is_so) {
        return std::count_if(variants.begin(), variants.end(),
                             [&](const VariantFinding& v) { return v.counts && is_so(v); });
    };
    const auto all = number_of([](const VariantFinding&) { return true; });
    const auto held = number_of([](const VariantFinding& v) { return v.holds; });
    const auto predicting = number_of([](const VariantFinding& v) { return v.predicts; });
    const auto foretold = number_of([](const VariantFinding& v) { return v.predicts && v.holds; });
    if (held == 0) return Verdict::not_reproduced;
    if (foretold > 0) return foretold == predicting ? Verdict::reproduced : Verdict::depends_on;
    if (predicting == 0 && held < all) return Verdict::depends_on;
    std::vector<VariantFinding> made = variants;
    std::erase_if(made, [](const VariantFinding& v) { return !v.counts || !v.holds; });
    return has_class(made, NumberClass::fitted) ? Verdict::fitted : Verdict::by_input;
}

// By how much a published number is changed to see whether a check would notice: a share by 5
// points, any other number by a quarter.
double step_from(double published, const Check& check, const Evidence& evidence) {
    const bool of_shares = check.form != ClaimForm::ratio && check.form != ClaimForm::crossing &&
                           evidence.is_share(check.metric);
    return of_shares ? 0.05 : std::abs(published) / 4;
}

// Whether the check would fail if the published number were another. A check that does fail, or
// that has a rival, counts as one that would, and so does a check that only says which of two
// numbers is greater, since it would fail if the two were swapped.
bool would_notice(const Check& check, const Finding& f, const Evidence& evidence) {
    if (!f.holds || check.rival != nullptr) return true;
    const Expectation& e = check.expect;
    const double ours = f.ours.mean;
    const auto stays = [&](double low, double high) { return ours >= low && ours <= high; };
    if (check.form == ClaimForm::share) return e.low() > 0.5 || e.high() < 0.5;
    if (e.low() == 0 && ours > 0 && std::isinf(e.high())) return true;
    if (std::isfinite(e.low()) && std::isfinite(e.high())) {
        const double step = step_from((e.low() + e.high()) / 2, check, evidence);
        return !stays(e.low() + step, e.high() + step) || !stays(e.low() - step, e.high() - step);
    }
    const bool least = std::isfinite(e.low());
    const double step = step_from(least ? e.low() : e.high(), check, evidence);
    return least ? !stays(e.low() + step, e.high()) : !stays(e.low(), e.high() - step);
}

// Measures the rival of a check, which the check rules out.
void measure_rival(const Scenario& scenario, const Check& check, const Evidence& evidence,
                   Finding& f) {
    if (check.rival == nullptr) return;
    const Finding other = measure(scenario, *check.rival, evidence);
    f.rival = other.label != f.label ? other.label : "another check";
    f.of_rival = other.ours;
    f.rival_holds = other.holds;
}

std::string weakness_of(const Claim& claim, const Judgement& j) {
    bool any = false;
    for (const VariantFinding& v : j.variants) {
        for (const Finding& f : v.findings) {
            if (f.aside) continue;
            if (f.rival_holds) {
                return "what '" + f.label + "' rules out, '" + f.rival + "', is as expected too";
            }
            any = any || f.can_fail;
        }
    }
    if (any != claim.loose.empty()) {
        return any ? "'loose' says why no check can fail, and one can"
                   : "no check would notice if the published numbers were others";
    }
    return "";
}

Judgement judge_one(const Scenario& scenario, const Claim& claim, const Evidence& evidence) {
    Judgement j{claim.id,      claim.paper, claim.says,     claim.why, {},
                claim.verdict, {},          claim.readings, "",        ""};
    for (const Variant& variant : claim.variants) {
        VariantFinding v{variant.label, {}, true, false, false};
        for (const Check& check : variant.checks) {
            v.findings.push_back(measure(scenario, check, evidence));
            Finding& f = v.findings.back();
            measure_rival(scenario, check, evidence, f);
            f.can_fail = would_notice(check, f, evidence);
            v.holds = v.holds && (check.aside || f.holds);
            v.counts = v.counts || !check.aside;
        }
        classify(scenario, claim, variant, v);
        v.predicts = std::any_of(v.findings.begin(), v.findings.end(), [](const Finding& f) {
            return !f.aside && f.number_class == NumberClass::predicted;
        });
        j.variants.push_back(std::move(v));
    }
    j.verdict = verdict_on(j.variants);
    j.weakness = weakness_of(claim, j);
    return j;
}

Node bound_of(double x) { return std::isfinite(x) ? Node(x) : Node(); }

Node interval_document(const Interval& interval) {
    Node node = Node::object();
    node.set("mean", Node(interval.mean));
    node.set("half_width", Node(interval.half_width()));
    return node;
}

Node finding_document(const Finding& f) {
    Node node = Node::object();
    node.set("label", Node(f.label));
    if (!f.reading.empty()) node.set("reading", Node(f.reading));
    node.set("ours", interval_document(f.ours));
    node.set("where", Node(f.where));
    node.set("least", bound_of(f.expected.low()));
    node.set("most", bound_of(f.expected.high()));
    node.set("holds", Node(f.holds));
    node.set("class", Node(name_of(f.number_class)));
    if (!f.made_by.empty()) node.set("made_by", Node(f.made_by));
    if (!f.tolerance.empty()) node.set("tolerance", Node(f.tolerance));
    if (!f.rival.empty()) {
        Node& rival = node.set("rival", Node::object());
        rival.set("label", Node(f.rival));
        rival.set("ours", interval_document(f.of_rival));
        rival.set("holds", Node(f.rival_holds));
    }
    if (f.aside) node.set("aside", Node(true));
    return node;
}

}  // namespace

NumberClass class_of(const Judgement& judgement) {
    for (NumberClass c : {NumberClass::predicted, NumberClass::fitted}) {
        if (has_class(judgement.variants, c)) return c;
    }
    return NumberClass::input;
}

const Finding& headline(const Judgement& judgement) {
    const Finding* first = nullptr;
    for (const VariantFinding& v : judgement.variants) {
        for (const Finding& f : v.findings) {
            if (f.aside) continue;
            if (f.number_class == NumberClass::predicted) return f;
            if (first == nullptr) first = &f;
        }
    }
    return first != nullptr ? *first : judgement.variants.front().findings.front();
}

Evidence evidence_for(const std::vector<Claim>& claims) { return Evidence(asked_in(claims)); }

Evidence evidence_for(const std::vector<Check>& checks) {
    std::set<Asked> asked;
    for (const Check& check : checks) add_asked(check, asked);
    return Evidence(std::move(asked));
}

std::vector<Judgement> judge(const Scenario& scenario, const std::vector<Claim>& claims,
                             const Evidence& evidence) {
    std::vector<Judgement> judgements;
    for (const Claim& claim : claims) judgements.push_back(judge_one(scenario, claim, evidence));
    choose_readings(judgements);
    return judgements;
}

Node judgement_document(const Judgement& j) {
    const auto name = [](Verdict v) {
        return Node(names_of(Tag<Verdict>{})[static_cast<size_t>(v)]);
    };
    Node node = Node::object();
    node.set("id", Node(j.id));
    node.set("paper", Node(j.paper));
    node.set("published", Node(j.says));
    node.set("ours", interval_document(headline(j).ours));
    node.set("verdict", name(j.verdict));
    node.set("on_record", name(j.on_record));
    node.set("class", Node(name_of(class_of(j))));
    if (!j.readings.empty()) node.set("readings", Node(j.readings));
    if (!j.chosen.empty()) node.set("chosen", Node(j.chosen));
    if (!j.weakness.empty()) node.set("weakness", Node(j.weakness));
    node.set("why", Node(j.why));
    Node& variants = node.set("variants", Node::list());
    for (const VariantFinding& v : j.variants) {
        Node variant = Node::object();
        variant.set("label", Node(v.label));
        if (v.counts) variant.set("holds", Node(v.holds));
        if (!v.counts) variant.set("aside", Node(true));
        Node& checks = variant.set("checks", Node::list());
        for (const Finding& f : v.findings) checks.append(finding_document(f));
        variants.append(std::move(variant));
    }
    return node;
}

}  // namespace mdisim
