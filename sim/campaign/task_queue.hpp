// Where the tasks of a campaign are handed out, and where what came out is brought back: to the
// threads of this process, and to whoever computes elsewhere.
//
// Contract: every task is handed out once, the costliest first. What was brought is in the store.
// After a failure, or when somebody asked to stop, nothing more is handed out. Safe to use from
// several threads.
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
    uint64_t done = 0;  // cell-requests, those found in the store included
    uint64_t total = 0;
    double cost_done = 0;  // of what this campaign itself has to do, in some unit
    double cost_total = 0;
};

class TaskQueue;

// Others who compute. `lead` is called on the thread that runs the campaign; it takes tasks from
// the queue, and returns when there are none and all that it took was brought back.
struct RemoteWorkers {
    unsigned own_threads = 1;  // of this process, where nothing else was asked for
    std::function<void(TaskQueue&)> lead;
};

struct CampaignOptions {
    unsigned jobs = 0;  // 0: all cores
    Path path = Path::automatic;
    Shard shard;
    const CrashLog* crashes = nullptr;
    const std::atomic<bool>* stop = nullptr;
    std::function<void(const Progress&)> progress;  // called from one thread at a time
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
    Outlook take_outlook() { return std::move(work_.outlook); }

    std::optional<Task> next();
    void keep(const Task& task, const FinishedRun& run);
    void finish(const Task& task);
    // Commits what was brought so far.
    void save() { store_.commit(); }

    void fail();
    // Nothing more is handed out: somebody asked, or something failed.
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
    size_t batch_ = 0;  // the next task: its batch, its replication, the batch opened
    uint32_t replication_ = 0;
    std::shared_ptr<OpenBatch> open_;
    std::atomic<bool> failed_ = false;
    Progress progress_;
};

}  // namespace mdisim
