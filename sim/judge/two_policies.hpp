// Compares two policies of one campaign by any metric, with all digits. The command compare does so
// by the metrics of a ledger.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/judge/comparison.hpp"

namespace mdisim {

// The rows of one point, before and after.
using RowPair = std::pair<const CellRow*, const CellRow*>;

// The movements of a metric, one for each pair, as one family of tests. Requires that every row has
// the metric.
Change change_of(const std::vector<RowPair>& pairs, const std::string& metric);

}  // namespace mdisim
