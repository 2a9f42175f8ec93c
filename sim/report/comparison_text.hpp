// Two sets of results, or two policies, side by side in a table that fits a terminal.
#pragma once

#include <map>
#include <string>

#include "sim/judge/comparison.hpp"
#include "sim/report/rulings.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// The labels of policies for people, by their names in results.
using PolicyNames = std::map<std::string, std::string>;

// The metrics that moved, by policy, with the captions and scales of the table of a run; then the
// other results of the assessment, and its headline. `before` and `after` head the columns if they
// are short. The label of a policy that `labels` does not have is its name.
std::string comparison_text(const Comparison& comparison, const Assessment& assessment,
                            const std::string& before, const std::string& after,
                            const TableStyle& style, const PolicyNames& labels = {});

}  // namespace mdisim
