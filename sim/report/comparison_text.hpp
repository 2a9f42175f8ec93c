// Two sets of results, or two policies, side by side in a table that fits a terminal.
#pragma once

#include <string>

#include "sim/report/rulings.hpp"
#include "sim/report/table.hpp"

namespace mdisim {

// The metrics that moved, by policy, in the captions and scales of the table of a run; then what
// else the hearing says of cells, and its headline. `before` and `after` head the columns where
// they are short.
std::string comparison_text(const Comparison& comparison, const Hearing& hearing,
                            const std::string& before, const std::string& after,
                            const TableStyle& style);

}  // namespace mdisim
