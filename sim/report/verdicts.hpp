// Verdicts on claims in words, for a terminal and for reports.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"

namespace mdisim {

const std::string& name_of(Verdict verdict);
std::string ours_text(const Finding& finding);              // "0.812 ±0.003 (at its largest)"
std::string expected_text(const Expectation& expectation);  // "at least 0.8"

// For a terminal.
std::string verdicts_text(const std::vector<Judgement>& judgements);

}  // namespace mdisim
