#include "sim/campaign/task_runner.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

constexpr size_t batches_kept = 16;

}  // namespace

TaskRunner::TaskRunner(const Scenario& scenario, Path path)
    : scenario_(scenario),
      path_(path),
      trials_(Store::in_memory()),
      tables_(trials_, [this](const FinishedRun& trial) {
          const std::lock_guard lock(guard_);
          unsent_.push_back(trial);
      }) {}

std::vector<FinishedRun> TaskRunner::compute(const TaskOrder& order) {
    std::vector<FinishedRun> finished;
    opened(order)->compute(order, [&](FinishedRun run) { finished.push_back(std::move(run)); });
    const std::lock_guard lock(guard_);
    std::move(unsent_.begin(), unsent_.end(), std::back_inserter(finished));
    unsent_.clear();
    return finished;
}

std::shared_ptr<OpenBatch> TaskRunner::opened(const TaskOrder& order) {
    const std::lock_guard lock(guard_);
    const auto at = std::find_if(known_.begin(), known_.end(), [&](const Known& known) {
        return known.first.point == order.first.point && known.first.policy == order.first.policy;
    });
    if (at != known_.end()) return at->open;
    known_.push_front({order.first, std::make_shared<OpenBatch>(scenario_, order.first, order.cells,
                                                                path_, tables_)});
    if (known_.size() > batches_kept) known_.pop_back();
    return known_.front().open;
}

}  // namespace mdisim
