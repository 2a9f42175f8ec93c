// Computes tasks for a campaign on another host, without a store: orders in, finished runs out.
//
// Contract: compute() may be called from several threads. It returns the runs that a campaign would
// have stored, including the trials behind tables, each of them once. Memory: the last few batches.
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
    std::deque<Known> known_;  // the latest first
    std::vector<FinishedRun> unsent_;
};

}  // namespace mdisim
