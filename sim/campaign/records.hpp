// Records of single requests. No store keeps them, so cells are run again for them.
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
    // store: characterisations are looked up and kept there. Null: they are made anew.
    explicit Watcher(Store* store = nullptr);

    // Runs replication 0 of the cell. requests: indices in rising order. Records come in the same
    // order, without those of requests that were never created. Cost: one run, which ends after the
    // last of these requests if requests cannot touch each other.
    Watched watch(const CellCursor& at, const std::vector<uint64_t>& requests,
                  bool with_notes = false);
    // The requests of a row's cell that the scenario asks to keep, independent of how the row was
    // made. None, and at no cost, if the scenario asks for none.
    KeptRequests kept(const Scenario& scenario, const CellRow& row);

  private:
    std::optional<Store> own_;
    Tables tables_;
};

// Runs each of the point's policies again. Throws UserError if there is no such request.
Explanation explain_request(const Scenario& scenario, size_t point, uint64_t request);

}  // namespace mdisim
