#include "sim/judge/judge.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "sim/describe/field.hpp"
#include "sim/judge/quantity.hpp"
#include "sim/judge/samples.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

std::set<Asked> asked_in(const std::vector<Claim>& claims) {
    std::set<Asked> asked;
    for (const Claim& claim : claims) {
        for (const Variant& variant : claim.variants) {
            for (const Check& check : variant.checks) {
                for (Asked& one : asked_by(check)) asked.insert(std::move(one));
            }
        }
    }
    return asked;
}

bool disjoint(const Expectation& a, const Expectation& b) {
    return a.high() < b.low() || b.high() < a.low();
}

// Whether two statements of the paper about one number exclude each other, and one of them holds.
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

Verdict verdict_on(const std::vector<VariantFinding>& variants) {
    for (const VariantFinding& variant : variants) {
        if (readings_disagree(variant)) return Verdict::paper_disagrees_with_itself;
    }
    const auto holds = std::count_if(variants.begin(), variants.end(),
                                     [](const VariantFinding& v) { return v.counts && v.holds; });
    const auto all = std::count_if(variants.begin(), variants.end(),
                                   [](const VariantFinding& v) { return v.counts; });
    if (holds == 0) return Verdict::not_reproduced;
    return holds == all ? Verdict::reproduced : Verdict::depends_on;
}

Judgement judge_one(const Scenario& scenario, const Claim& claim, const Evidence& evidence) {
    Judgement j{claim.id, claim.paper, claim.says, claim.why, {}, claim.verdict, {}};
    for (const Variant& variant : claim.variants) {
        VariantFinding v{variant.label, {}, true, false};
        for (const Check& check : variant.checks) {
            v.findings.push_back(measure(scenario, check, evidence));
            v.holds = v.holds && (check.aside || v.findings.back().holds);
            v.counts = v.counts || !check.aside;
        }
        j.variants.push_back(std::move(v));
    }
    j.verdict = verdict_on(j.variants);
    return j;
}

Node bound_of(double x) { return std::isfinite(x) ? Node(x) : Node(); }

Node interval_document(const Interval& interval) {
    Node node = Node::object();
    node.set("mean", Node(interval.mean));
    node.set("half_width", Node(interval.half_width()));
    return node;
}

// The number that a claim is about: its first finding that is not aside.
const Finding& headline(const Judgement& j) {
    for (const VariantFinding& v : j.variants) {
        for (const Finding& f : v.findings) {
            if (!f.aside) return f;
        }
    }
    return j.variants.front().findings.front();
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
    if (f.aside) node.set("aside", Node(true));
    return node;
}

}  // namespace

Evidence evidence_for(const std::vector<Claim>& claims) { return Evidence(asked_in(claims)); }

Evidence evidence_for(const std::vector<Check>& checks) {
    std::set<Asked> asked;
    for (const Check& check : checks) {
        for (Asked& one : asked_by(check)) asked.insert(std::move(one));
    }
    return Evidence(std::move(asked));
}

std::vector<Judgement> judge(const Scenario& scenario, const std::vector<Claim>& claims,
                             const Evidence& evidence) {
    std::vector<Judgement> judgements;
    for (const Claim& claim : claims) judgements.push_back(judge_one(scenario, claim, evidence));
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
