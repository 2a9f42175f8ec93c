// A list of claims by paper, one line for each.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// Whether a check does not hold, or the verdict differs from the one on record.
bool has_failed(const Judgement& judgement);

// One line for each claim. Papers come in the order of their first claims, each with counts; the
// total follows. Lines are cut between words at the style's width.
std::string claims_list(const std::vector<Judgement>& judgements, const TableStyle& style);

}  // namespace mdisim
