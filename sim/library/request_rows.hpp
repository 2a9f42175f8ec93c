// Outcomes of single requests, as programs that use the library get them.
#pragma once

#include <cstdint>
#include <vector>

#include "mdisim/mdisim.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The requests of a row's cell from number `first` on, at most `count`, in one replication. It is
// run for them; characterisations are looked up and kept in `store`.
std::vector<RequestRow> request_rows(const Scenario& scenario, const CellRow& row, Store& store,
                                     uint64_t first, uint64_t count, uint32_t replication);

}  // namespace mdisim
