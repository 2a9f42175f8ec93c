// Verdicts on claims as text, for a terminal and for reports.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {

// The verdict in words. They say on what a verdict depends, which its name in files does not.
const std::string& name_of(Verdict verdict);
// An expectation as text: "at least 0.9".
std::string bounds_text(const Expectation& expected);
// A finding as text: "0.95 ±0.01 (sla_ms 250)".
std::string found_text(const Finding& finding);
// What tells a finding from the others of its judgement; empty where it is the only one.
std::string label_of(const Judgement& judgement, const VariantFinding& variant,
                     const Finding& finding);

// Counts in words: "65 claims: 47 reproduced, 12 not reproduced, 6 depends on the reading; 1
// CHANGED".
std::string verdict_counts(const std::vector<Judgement>& judgements);
// Every claim in full: what the paper says, every check with its result, and the reason.
std::string verdicts_text(const std::vector<Judgement>& judgements, size_t width = 80);

}  // namespace mdisim
