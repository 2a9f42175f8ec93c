// A batch that is being worked on. It finds the runs that are missing, and computes them.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/campaign/work.hpp"
#include "sim/engine/digest.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// The cells of a batch that are to be computed in one replication.
struct TaskOrder {
    CellIndex first;
    uint32_t cells = 0;
    uint32_t replication = 0;
    uint64_t together = 0;  // a bit for each cell that is computed together with others
    uint64_t alone = 0;     // a bit for each suspect of a crash; these are computed one by one

    bool empty() const { return together == 0 && alone == 0; }
};

// Contract: cells are decoded by the first thread that needs them, and tables are made before the
// first cell is computed. All functions may be called from several threads. Requires that the
// scenario and the tables outlive the batch.
class OpenBatch {
  public:
    OpenBatch(const Scenario& scenario, CellIndex first, uint32_t cells, Path path, Tables& tables);

    // The runs that the store does not hold, without those of cells in quarantine. `crashes` may be
    // null.
    TaskOrder order(uint32_t replication, Store& store, const CrashLog* crashes);
    // Computes the runs of an order, and calls tell() for each, as soon as the cells computed
    // together with it are finished.
    void compute(const TaskOrder& order, const std::function<void(FinishedRun)>& tell);

  private:
    // The name of one of the batch's cells, for messages.
    std::string name_of(size_t cell) const;
    void decode();
    void equip();
    void compute(std::span<const size_t> which, uint32_t replication,
                 const std::function<void(FinishedRun)>& tell) const;

    const Scenario& scenario_;
    CellIndex first_;
    uint32_t count_;
    Path path_;
    Tables& tables_;
    std::once_flag decoded_;
    std::once_flag equipped_;
    Plan plan_;
    std::vector<Cell> cells_;
    std::vector<std::pair<size_t, Point>> needing_tables_;  // indices of cells, and their points
    std::vector<Digest> keys_;
    std::vector<std::string> kinds_;
    std::vector<bool> kept_;  // whether the runs of a cell are stored
};

}  // namespace mdisim
