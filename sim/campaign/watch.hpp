// Cells run again, for what no store keeps of them: their requests, one by one.
#pragma once

#include "sim/campaign/cells.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/run/observer.hpp"

namespace mdisim {

struct Watched {
    std::vector<Record> records;
    std::vector<Activation> activations;
};

class Watcher {
  public:
    // Characterisations are looked up and kept in the store; without one they are made anew.
    explicit Watcher(Store* store = nullptr);

    // Of replication 0 of the cell. The requests by index, in rising order; their records come in
    // the same, but none of requests that never came. Costs a run, or less where what comes after
    // the last of them cannot matter.
    Watched watch(const CellCursor& at, const std::vector<uint64_t>& requests,
                  bool with_notes = false);

  private:
    std::optional<Store> own_;
    Tables tables_;
};

}  // namespace mdisim
