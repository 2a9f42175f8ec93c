// Records of single requests: cells run again for what no store keeps of them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class Watcher {
  public:
    // Characterisations are looked up and kept in the store; without one they are made anew.
    explicit Watcher(Store* store = nullptr);

    // Of replication 0 of the cell. The requests by index, in rising order; their records come in
    // the same, but none of requests that never came. Costs a run, or less where what comes after
    // the last of them cannot matter.
    Watched watch(const CellCursor& at, const std::vector<uint64_t>& requests,
                  bool with_notes = false);
    // The requests that the scenario wants kept of the cell of a row: the same however the row was
    // made. None, and at no cost, where it wants none.
    KeptRequests kept(const Scenario& scenario, const CellRow& row);

  private:
    std::optional<Store> own_;
    Tables tables_;
};

// Runs the point's policies again. Throws UserError when there is no such request.
Explanation explain_request(const Scenario& scenario, size_t point, uint64_t request);

}  // namespace mdisim
