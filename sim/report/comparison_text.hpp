// Two sets of results, or two policies, side by side in a table that fits a terminal.
#pragma once

#include <map>
#include <string>

#include "sim/judge/comparison.hpp"
#include "sim/report/rulings.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// What people read for a policy, by its name in results.
using PolicyNames = std::map<std::string, std::string>;

// The metrics that moved, by policy, in the captions and scales of the table of a run; then what
// else the assessment says of cells, and its headline. `before` and `after` head the columns where
// they are short. A policy without a label is called by its name.
std::string comparison_text(const Comparison& comparison, const Assessment& assessment,
                            const std::string& before, const std::string& after,
                            const TableStyle& style, const PolicyNames& labels = {});

}  // namespace mdisim
