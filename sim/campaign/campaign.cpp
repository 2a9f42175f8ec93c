#include "sim/campaign/campaign.hpp"

#include <chrono>
#include <mutex>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/campaign/tables.hpp"

namespace mdisim {
namespace {

// A batch somebody works on. Its cells are decoded by whoever comes first.
class OpenBatch {
  public:
    OpenBatch(const Scenario& scenario, const Batch& batch, Path path, Tables& tables)
        : scenario_(scenario), batch_(batch), path_(path), tables_(tables) {}

    // Computes and stores what is missing of one replication; suspects of a crash one by one.
    void run(uint32_t replication, Store& store, const CrashLog* crashes) {
        std::call_once(opened_, [this] { open(); });
        std::vector<size_t> together;
        std::vector<size_t> suspects;
        for (size_t c = 0; c < cells_.size(); ++c) {
            if (store.has(with_replication(keys_[c], replication))) continue;
            const bool suspect = crashes != nullptr && crashes->is_suspect(keys_[c]);
            if (suspect && crashes->in_quarantine(keys_[c])) continue;
            (suspect ? suspects : together).push_back(c);
        }
        if (!together.empty()) compute(together, replication, store);
        for (size_t suspect : suspects) compute({&suspect, 1}, replication, store);
    }

  private:
    void open() {
        CellCursor at(scenario_, batch_.first);
        plan_ = at.plan(path_);
        for (; cells_.size() < batch_.cells; at.next()) {
            Cell cell = at.cell();
            tables_.equip(cell, at.point());
            const bool straight = path_ == Path::automatic && is_straight(cell);
            kinds_.push_back(kind_of_work(at.policies(), straight));
            keys_.push_back(cell_key(at.point(), at.policies()));
            cells_.push_back(cell);
        }
    }

    void compute(std::span<const size_t> which, uint32_t replication, Store& store) const {
        std::vector<Cell> cells;
        std::vector<Digest> keys;
        for (size_t c : which) {
            cells.push_back(cells_[c]);
            keys.push_back(keys_[c]);
        }
        Plan plan = plan_;
        plan.replication = replication;
        const auto start = std::chrono::steady_clock::now();
        std::vector<CellResult> results;
        {
            const CrashLog::Computing computing(keys);
            results = simulate(cells, plan);
        }
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        const double each = spent.count() / static_cast<double>(cells.size());
        const double requests =
            static_cast<double>(batch_.requests) / static_cast<double>(batch_.cells);
        std::map<std::string, Cost> costs;
        for (size_t i = 0; i < which.size(); ++i) {
            const Digest key = with_replication(keys[i], replication);
            store.put(key, {std::move(results[i].tally), results[i].tape}, each);
            Cost& cost = costs[kinds_[which[i]]];
            cost = {cost.requests + requests, cost.seconds + each};
        }
        for (const auto& [kind, cost] : costs) store.add_cost(kind, cost);
    }

    const Scenario& scenario_;
    const Batch& batch_;
    Path path_;
    Tables& tables_;
    std::once_flag opened_;
    Plan plan_;
    std::vector<Cell> cells_;
    std::vector<Digest> keys_;
    std::vector<std::string> kinds_;
};

struct Task {
    const Batch* batch;
    uint32_t replication;
    std::shared_ptr<OpenBatch> open;
};

class Campaign {
  public:
    Campaign(const Scenario& scenario, Store& store, const CampaignOptions& options)
        : scenario_(scenario),
          store_(store),
          options_(options),
          tables_(store),
          work_(plan_work(scenario, store, options.path, options.shard, options.crashes)) {
        progress_.total = progress_.done = work_.outlook.cell_requests;
        for (const Batch& batch : work_.batches) {
            tasks_ += batch.own_tasks;
            progress_.done -= batch.requests * batch.own_tasks;
            progress_.cost_total += batch.cost;
        }
    }

    Outlook run() {
        if (progress_.done > 0 && options_.progress) options_.progress(progress_);
        try {
            on_threads(std::min<size_t>(threads_for(options_.jobs), tasks_), [this] { work(); });
        } catch (...) {
            store_.commit();
            throw;
        }
        store_.commit();
        if (stopped()) throw Interrupted();
        return std::move(work_.outlook);
    }

  private:
    bool stopped() const { return options_.stop != nullptr && *options_.stop; }

    void work() {
        const CrashLog::ThreadWatch watch;
        try {
            while (const auto task = next()) {
                task->open->run(task->replication, store_, options_.crashes);
                count(*task->batch);
            }
        } catch (...) {
            const std::lock_guard lock(guard_);
            failed_ = true;
            throw;
        }
    }

    std::optional<Task> next() {
        const std::lock_guard lock(guard_);
        while (!failed_ && !stopped() && batch_ < work_.batches.size()) {
            const Batch& batch = work_.batches[batch_];
            if (replication_ >= batch.replications) {
                ++batch_;
                replication_ = 0;
                open_.reset();
                continue;
            }
            const uint32_t replication = replication_++;
            if (!options_.shard.has(batch.first_task + replication)) continue;
            if (!open_)
                open_ = std::make_shared<OpenBatch>(scenario_, batch, options_.path, tables_);
            return Task{&batch, replication, open_};
        }
        return std::nullopt;
    }

    void count(const Batch& batch) {
        const std::lock_guard lock(guard_);
        progress_.done += batch.requests;
        progress_.cost_done += batch.cost / static_cast<double>(batch.own_tasks);
        if (options_.progress) options_.progress(progress_);
    }

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
    bool failed_ = false;
    Progress progress_;
};

}  // namespace

Outlook run_campaign(const Scenario& scenario, Store& store, const CampaignOptions& options) {
    return Campaign(scenario, store, options).run();
}

}  // namespace mdisim
