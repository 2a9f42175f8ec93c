// The computing half of a campaign, for those who have no store: orders in, finished runs out.
//
// Contract: compute() may be called from several threads. What it returns is what a campaign would
// have stored, the trials behind tables included, each told once. Memory: the last few batches.
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

class Workshop {
  public:
    Workshop(const Scenario& scenario, Path path);
    std::vector<FinishedRun> compute(const TaskOrder& order);

  private:
    struct Known {
        CellPlace first;
        std::shared_ptr<OpenBatch> open;
    };
    std::shared_ptr<OpenBatch> opened(const TaskOrder& order);

    const Scenario& scenario_;
    Path path_;
    Store trials_;
    Tables tables_;
    std::mutex guard_;
    std::deque<Known> known_;  // the latest in front
    std::vector<FinishedRun> untold_;
};

}  // namespace mdisim
