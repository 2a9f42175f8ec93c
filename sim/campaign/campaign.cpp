#include "sim/campaign/campaign.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace mdisim {
namespace {

constexpr size_t cells_sharing_a_tape = 64;

// Cells run over one tape, replication by replication.
struct Batch {
    Plan plan;
    int64_t replications = 0;
    size_t first_row = 0;
    std::vector<Cell> cells;
    bool straight = true;

    std::vector<std::vector<Tally>> tallies;  // by cell, then replication
    std::vector<std::vector<Digest>> tapes;
    std::atomic<int64_t> left{0};
};

struct Task {
    Batch* batch;
    uint32_t replication;
};

bool same_tape(const Plan& a, const Plan& b) {
    return a.seed == b.seed && a.requests == b.requests && a.warm_up == b.warm_up;
}

Digest in_order(const std::vector<Digest>& parts) {
    Hasher hasher;
    for (const Digest& d : parts) hasher.absorb(d.low).absorb(d.high);
    return hasher.digest();
}

class Campaign {
  public:
    Campaign(const Scenario& scenario, const CampaignOptions& options) : options_(options) {
        for (size_t i = 0; i < scenario.size(); ++i) add(scenario.point(i), i);
        for (const auto& batch : batches_) {
            const size_t n = batch->cells.size();
            const auto replications = static_cast<size_t>(batch->replications);
            batch->tallies.assign(n, std::vector<Tally>(replications));
            batch->tapes.assign(n, std::vector<Digest>(replications));
            batch->left = batch->replications;
            for (size_t r = 0; r < replications; ++r) {
                tasks_.push_back({batch.get(), static_cast<uint32_t>(r)});
            }
            progress_.total += n * replications * batch->plan.requests;
        }
    }

    std::vector<CellRow> run() {
        const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
        const size_t jobs =
            std::min<size_t>(options_.jobs > 0 ? options_.jobs : cores, tasks_.size());
        {
            std::vector<std::jthread> workers;
            for (size_t w = 1; w < jobs; ++w) workers.emplace_back([this] { work(); });
            work();
        }
        if (failure_) std::rethrow_exception(failure_);
        return std::move(rows_);
    }

  private:
    void add(const Point& point, size_t index) {
        auto grading = std::make_shared<const Grading>(point.world->grading());
        const Setting& s = point.setting;
        const Plan plan{static_cast<uint64_t>(s.seed), 0, static_cast<uint64_t>(s.requests),
                        static_cast<uint64_t>(s.warm_up_requests), options_.path};
        const Duration sla = Duration::from_ms(s.sla_ms);
        for (const Combination& policies : point.policies) {
            CellRow row;
            row.point = index;
            row.at = point.at;
            row.policy = policies.name;
            row.knows_truth = policies.needs_truth();
            row.replications = s.replications;
            row.requests = s.requests;
            row.grading = grading;
            rows_.push_back(std::move(row));
            add_cell({point.world, sla, policies}, plan, s.replications);
        }
    }

    void add_cell(Cell cell, const Plan& plan, int64_t replications) {
        const bool straight = plan.path == Path::automatic && is_straight(cell);
        Batch* batch = batches_.empty() ? nullptr : batches_.back().get();
        const bool joins = batch != nullptr && straight && batch->straight &&
                           same_tape(batch->plan, plan) && batch->replications == replications &&
                           batch->cells.size() < cells_sharing_a_tape;
        if (!joins) {
            batch = batches_.emplace_back(std::make_unique<Batch>()).get();
            batch->plan = plan;
            batch->replications = replications;
            batch->first_row = rows_.size() - 1;
            batch->straight = straight;
        }
        batch->cells.push_back(std::move(cell));
    }

    void work() {
        for (;;) {
            const size_t t = next_task_++;
            if (t >= tasks_.size() || stop_) return;
            try {
                run(tasks_[t]);
            } catch (...) {
                const std::lock_guard lock(guard_);
                if (!failure_) failure_ = std::current_exception();
                stop_ = true;
            }
        }
    }

    void run(const Task& task) {
        Batch& batch = *task.batch;
        Plan plan = batch.plan;
        plan.replication = task.replication;
        std::vector<CellResult> results = simulate(batch.cells, plan);
        for (size_t c = 0; c < results.size(); ++c) {
            batch.tallies[c][task.replication] = std::move(results[c].tally);
            batch.tapes[c][task.replication] = results[c].tape;
        }
        if (--batch.left == 0) finish(batch);
        const std::lock_guard lock(guard_);
        progress_.done += batch.cells.size() * plan.requests;
        if (options_.progress) options_.progress(progress_);
    }

    // The last replication of a batch is in: keep the numbers, let the tallies go.
    void finish(Batch& batch) {
        for (size_t c = 0; c < batch.cells.size(); ++c) {
            CellRow& row = rows_[batch.first_row + c];
            std::vector<Digest> fingerprints;
            for (const Tally& tally : batch.tallies[c]) fingerprints.push_back(tally.fingerprint);
            row.fingerprint = in_order(fingerprints);
            row.tape = in_order(batch.tapes[c]);
            row.metrics = summarise(batch.tallies[c], *row.grading);
        }
        batch.tallies.clear();
        batch.tapes.clear();
    }

    CampaignOptions options_;
    std::vector<CellRow> rows_;
    std::vector<std::unique_ptr<Batch>> batches_;
    std::vector<Task> tasks_;
    std::atomic<size_t> next_task_{0};
    std::atomic<bool> stop_{false};
    std::mutex guard_;
    std::exception_ptr failure_;
    Progress progress_;
};

}  // namespace

std::vector<CellRow> run_campaign(const Scenario& scenario, const CampaignOptions& options) {
    return Campaign(scenario, options).run();
}

Digest fingerprint_of(const std::vector<CellRow>& rows) {
    std::vector<Digest> parts;
    for (const CellRow& row : rows) parts.push_back(row.fingerprint);
    return in_order(parts);
}

}  // namespace mdisim
