// The queue of a campaign's tasks. It hands tasks out to the threads of this process and to other
// hosts, and puts their results into the store.
//
// Contract: every task is handed out once, and tasks of the costliest batches come first. After a
// failure, or a request to stop, no further task is handed out. Safe to use from several threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/open_batch.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Progress {
    uint64_t done = 0;  // requests of all cells, including those found in the store
    uint64_t total = 0;
    double cost_done = 0;  // of the work that the store lacked, in seconds or requests (Rates)
    double cost_total = 0;
};

class TaskQueue;

// Workers on other hosts. `lead` is called on the thread that runs the campaign. It takes tasks
// from the queue, and returns when no task is left and the results of all tasks that it took are in
// the queue.
struct RemoteWorkers {
    unsigned own_threads = 1;  // threads of this process, unless `jobs` says otherwise
    std::function<void(TaskQueue&)> lead;
};

struct CampaignOptions {
    unsigned jobs = 0;  // 0: all cores, or RemoteWorkers::own_threads
    Path path = Path::automatic;
    Shard shard;
    const CrashLog* crashes = nullptr;
    const std::atomic<bool>* stop = nullptr;
    std::function<void(const Progress&)> progress;  // called by one thread at a time
    const RemoteWorkers* remote = nullptr;
};

class TaskQueue {
  public:
    struct Task {
        const Batch* batch;
        std::shared_ptr<OpenBatch> open;
        TaskOrder order;
    };

    TaskQueue(const Scenario& scenario, Store& store, const CampaignOptions& options);

    const Scenario& scenario() const { return scenario_; }
    const CampaignOptions& options() const { return options_; }
    size_t tasks() const { return tasks_; }
    WorkAmount take_amount() { return std::move(work_.amount); }

    std::optional<Task> next();
    void keep(const Task& task, const FinishedRun& run);
    void finish(const Task& task);
    // Commits the results so far.
    void save() { store_.commit(); }

    void fail();
    // Whether no further task is handed out, after a request to stop or a failure.
    bool stopped() const { return failed_ || asked_to_stop(); }
    bool asked_to_stop() const { return options_.stop != nullptr && *options_.stop; }

  private:
    std::optional<Task> next_of_plan();

    const Scenario& scenario_;
    Store& store_;
    CampaignOptions options_;
    Tables tables_;
    WorkPlan work_;
    size_t tasks_ = 0;
    std::mutex guard_;
    size_t batch_ = 0;  // batch_, replication_ and open_ belong to the next task
    uint32_t replication_ = 0;
    std::shared_ptr<OpenBatch> open_;
    std::atomic<bool> failed_ = false;
    Progress progress_;
};

}  // namespace mdisim
