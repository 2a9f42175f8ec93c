// Computes tasks for a campaign on another host, without the campaign's store: takes orders, and
// returns finished runs.
//
// Contract: compute() may be called from several threads. The runs that its calls return are those
// that a campaign would have stored, each once, including the trials behind tables. Memory: the
// last few batches, and all trials.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/open_batch.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class TaskRunner {
  public:
    TaskRunner(const Scenario& scenario, Path path);
    std::vector<FinishedRun> compute(const TaskOrder& order);

  private:
    struct Known {
        CellIndex first;
        std::shared_ptr<OpenBatch> open;
    };
    std::shared_ptr<OpenBatch> opened(const TaskOrder& order);

    const Scenario& scenario_;
    Path path_;
    Store trials_;
    Tables tables_;
    std::mutex guard_;
    std::deque<Known> known_;  // the latest batch first
    std::vector<FinishedRun> unsent_;
};

}  // namespace mdisim
