// Verdicts on claims as text, for a terminal and for reports.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/scenario/claim.hpp"

namespace mdisim {

// The verdict in words. They say on what a verdict depends, which its name in files does not.
const std::string& name_of(Verdict verdict);
// A letter that stands for the verdict.
const char* sign_of(Verdict verdict);
// How a number came, as "fitted to ..."; empty if it is predicted.
std::string origin_text(const Finding& finding);
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
// verdict_counts() in two lines, of claims of papers and of our own questions.
std::string counts_by_origin(const std::vector<Judgement>& judgements);
// The name of a claim's paper: "ModiPick" of "ModiPick, Sec. 4.2 and Fig. 6". Claims of our own are
// of `our_question`.
std::string paper_of(const Judgement& judgement);
// The reasons of a judgement's tolerances, each once.
std::vector<std::string> tolerances_of(const Judgement& judgement);
inline constexpr auto our_question = "our question";
// Which claims each reading fits, for sets of readings that several claims share.
std::string readings_text(const std::vector<Judgement>& judgements, size_t width = 80);
// Every claim in full: what the paper says, every check with its result, and the reason.
std::string verdicts_text(const std::vector<Judgement>& judgements, size_t width = 80);

}  // namespace mdisim
