// Claims one line each, by paper.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/judge.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// Whether a check does not hold, or the verdict is not the one on record.
bool has_failed(const Judgement& judgement);

// A line a claim, papers in the order in which they come, each with its counts; then the total.
// Lines are cut between words at the style's width.
std::string claims_list(const std::vector<Judgement>& judgements, const TableStyle& style);

}  // namespace mdisim
