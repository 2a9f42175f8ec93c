#include "sim/campaign/task_queue.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include "sim/campaign/store.hpp"
#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

TaskQueue::TaskQueue(const Scenario& scenario, Store& store, const CampaignOptions& options)
    : scenario_(scenario),
      store_(store),
      options_(options),
      tables_(store),
      work_(plan_work(scenario, store, options.path, options.shard, options.crashes)) {
    progress_.total = progress_.done = work_.amount.cell_requests;
    for (const Batch& batch : work_.batches) {
        tasks_ += batch.own_tasks;
        progress_.done -= batch.requests * batch.own_tasks;
        progress_.cost_total += batch.cost;
    }
    if (progress_.done > 0 && options_.progress) options_.progress(progress_);
}

std::optional<TaskQueue::Task> TaskQueue::next() {
    while (auto task = next_of_plan()) {
        task->order = task->open->order(task->order.replication, store_, options_.crashes);
        if (!task->order.empty()) return task;
        finish(*task);
    }
    return std::nullopt;
}

std::optional<TaskQueue::Task> TaskQueue::next_of_plan() {
    const std::lock_guard lock(guard_);
    while (!stopped() && batch_ < work_.batches.size()) {
        const Batch& batch = work_.batches[batch_];
        if (replication_ >= batch.replications) {
            ++batch_;
            replication_ = 0;
            open_.reset();
            continue;
        }
        const uint32_t replication = replication_++;
        if (!options_.shard.has(batch.first_task + replication)) continue;
        if (!open_) {
            open_ = std::make_shared<OpenBatch>(scenario_, batch.first, batch.cells, options_.path,
                                                tables_);
        }
        return Task{&batch, open_, {batch.first, batch.cells, replication, 0, 0}};
    }
    return std::nullopt;
}

void TaskQueue::keep(const Task& task, const FinishedRun& run) {
    store_.put(run);
    if (run.kind.empty()) return;
    const Batch& batch = *task.batch;
    const double requests = static_cast<double>(batch.requests) / batch.cells;
    store_.add_cost(run.kind, {requests, run.seconds});
}

void TaskQueue::finish(const Task& task) {
    const std::lock_guard lock(guard_);
    const Batch& batch = *task.batch;
    progress_.done += batch.requests;
    progress_.cost_done += batch.cost / static_cast<double>(batch.own_tasks);
    if (options_.progress) options_.progress(progress_);
}

void TaskQueue::fail() { failed_ = true; }

}  // namespace mdisim
