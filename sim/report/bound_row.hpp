// The bound as a row of a table, beside the policies that it is above.
#pragma once

#include "sim/campaign/rows.hpp"

namespace mdisim {

// What any decisions could have reached for the requests of this row, with no waiting: its
// attainment and its effective accuracy. Nothing bounds the other metrics, so there they are
// not-a-number. All rows of a point give the same, but for the identity of the cell.
CellRow bound_row(const CellRow& of_policy);

}  // namespace mdisim
