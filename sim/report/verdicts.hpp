// Verdicts on claims for a terminal.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"

namespace mdisim {

std::string verdicts_text(const std::vector<Judgement>& judgements);

}  // namespace mdisim
