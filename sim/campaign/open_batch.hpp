// A batch somebody works on: which of its runs are missing, and the computing of them.
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

// What is to be computed of a batch in one replication; a bit for each of its cells.
struct TaskOrder {
    CellPlace first;
    uint32_t cells = 0;
    uint32_t replication = 0;
    uint64_t together = 0;
    uint64_t alone = 0;  // suspects of a crash, one by one

    bool empty() const { return together == 0 && alone == 0; }
};

// Contract: its cells are decoded by the thread that needs them first, and tables are made before
// the first is computed. Everything may be called from several threads. The scenario and the tables
// must live as long.
class OpenBatch {
  public:
    OpenBatch(const Scenario& scenario, CellPlace first, uint32_t cells, Path path, Tables& tables);

    // What the store does not hold; crashes may be null.
    TaskOrder order(uint32_t replication, Store& store, const CrashLog* crashes);
    // Tells of each run as soon as it is finished.
    void compute(const TaskOrder& order, const std::function<void(FinishedRun)>& tell);

  private:
    void decode();
    void equip();
    void compute(std::span<const size_t> which, uint32_t replication,
                 const std::function<void(FinishedRun)>& tell) const;

    const Scenario& scenario_;
    CellPlace first_;
    uint32_t count_;
    Path path_;
    Tables& tables_;
    std::once_flag decoded_;
    std::once_flag equipped_;
    Plan plan_;
    std::vector<Cell> cells_;
    std::vector<std::pair<size_t, Point>> needing_tables_;  // cells that do, with their points
    std::vector<Digest> keys_;
    std::vector<std::string> kinds_;
};

}  // namespace mdisim
