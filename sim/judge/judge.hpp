// Verdicts on claims, computed from results.
//
// A claim is reproduced if all its variants are as expected, and not reproduced if none is; if some
// are, the verdict depends on what distinguishes the variants. If the paper states two things of
// which only one can be true, and one is, the paper disagrees with itself.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/evidence.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The result of one check.
struct Finding {
    std::string label;
    Interval ours;  // not-a-number if nothing was measured
    std::string where;
    Expectation expected;
    std::string reading;
    bool holds = false;
    bool aside = false;  // shown, without effect on the verdict
};

struct VariantFinding {
    std::string label;
    std::vector<Finding> findings;
    bool holds = false;
    bool counts = false;  // whether any finding is not aside
};

struct Judgement {
    std::string id;
    std::string paper;
    std::string says;
    std::string why;
    Verdict verdict = Verdict::reproduced;
    Verdict on_record = Verdict::reproduced;
    std::vector<VariantFinding> variants;
};

// The evidence that these claims (or checks) need. The caller adds the rows of the scenario to it.
Evidence evidence_for(const std::vector<Claim>& claims);
Evidence evidence_for(const std::vector<Check>& checks);

std::vector<Judgement> judge(const Scenario& scenario, const std::vector<Claim>& claims,
                             const Evidence& evidence);

// A judgement as a document, for programs.
Node judgement_document(const Judgement& judgement);

}  // namespace mdisim
