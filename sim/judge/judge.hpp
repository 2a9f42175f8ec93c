// Verdicts on claims, computed from results.
//
// A claim is reproduced when all its variants are as expected, not reproduced when none is; when
// some are, it depends on what tells them apart. When the paper states two things of which only one
// can be true, and one is, it disagrees with itself.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/evidence.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// What came out for one check.
struct Finding {
    std::string label;
    Interval ours;  // not-a-number where there was nothing to measure
    std::string where;
    Expectation expected;
    std::string reading;
    bool holds = false;
    bool aside = false;  // shown, no part of the verdict
};

struct VariantFinding {
    std::string label;
    std::vector<Finding> findings;
    bool holds = false;
    bool counts = false;  // not all of it is an aside
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

// To be filled with the rows of the scenario.
Evidence evidence_for(const std::vector<Claim>& claims);
Evidence evidence_for(const std::vector<Check>& checks);

std::vector<Judgement> judge(const Scenario& scenario, const std::vector<Claim>& claims,
                             const Evidence& evidence);

// Everything in numbers, for machines.
Node judgement_document(const Judgement& judgement);

}  // namespace mdisim
