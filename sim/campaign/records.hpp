// Makes records of single requests. No store keeps records, so a cell is run again for them.
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

// The cell of a row.
CellCursor cell_of(const Scenario& scenario, const CellRow& row);

class Watcher {
  public:
    // Characterisations are looked up and kept in `store`; if it is null, they are made anew.
    explicit Watcher(Store* store = nullptr);

    // Runs a replication of the cell. `requests` are indices in rising order. Records come in that
    // order, without those of requests that were never created. Cost: one run, which ends after the
    // last of these requests if requests cannot touch each other.
    Watched watch(const CellCursor& at, const std::vector<uint64_t>& requests,
                  bool with_notes = false, uint32_t replication = 0);
    // The requests of a row's cell that the scenario asks to keep. They do not depend on how the
    // row was made. If the scenario asks for no requests, there are none, at no cost.
    KeptRequests kept(const Scenario& scenario, const CellRow& row);

  private:
    std::optional<Store> own_;
    Tables tables_;
};

// Explains a request of a point, by running each of the point's policies again. Throws UserError if
// there is no such request.
Explanation explain_request(const Scenario& scenario, size_t point, uint64_t request);

}  // namespace mdisim
