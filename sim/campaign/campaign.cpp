#include "sim/campaign/campaign.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include "sim/campaign/cell_key.hpp"
#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

constexpr size_t cells_sharing_a_tape = 64;

// Cells run over one tape, replication by replication.
struct Batch {
    Plan plan;
    int64_t replications = 0;
    size_t first_row = 0;
    std::vector<Cell> cells;
    std::vector<Digest> keys;
    bool straight = true;
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

// What the scenario's figures show of a cell, still without its values.
std::vector<Distribution> distributions_asked(const Scenario& scenario, const Point& point,
                                              const std::string& policy) {
    const auto shown = [&](const Figure& figure) {
        if (!figure.of_distributions() || !figure.shows(policy)) return false;
        for (size_t a = 0; a < point.at.size(); ++a) {
            if (!figure.shows(scenario.axes()[a].name(), point.at[a])) return false;
        }
        return true;
    };
    std::vector<Distribution> asked;
    for (const Quantity& quantity : all_quantities()) {
        for (const Figure& figure : scenario.figures()) {
            const auto named = std::find(figure.y.begin(), figure.y.end(), quantity.name);
            if (named == figure.y.end() || !shown(figure)) continue;
            asked.push_back({&quantity, {}});
            break;
        }
    }
    return asked;
}

class Campaign {
  public:
    Campaign(const Scenario& scenario, const CampaignOptions& options, Store& store)
        : scenario_(scenario), options_(options), store_(store) {
        for (size_t i = 0; i < scenario.size(); ++i) add(scenario.point(i), i);
        for (const auto& batch : batches_) {
            batch->left = batch->replications;
            for (int64_t r = 0; r < batch->replications; ++r) {
                tasks_.push_back({batch.get(), static_cast<uint32_t>(r)});
            }
            progress_.total += work_in(*batch) * static_cast<uint64_t>(batch->replications);
        }
    }

    std::vector<CellRow> run() {
        const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
        const size_t wanted = options_.jobs > 0 ? options_.jobs : cores;
        {
            std::vector<std::jthread> workers;
            for (size_t w = 1; w < std::min(wanted, tasks_.size()); ++w) {
                workers.emplace_back([this] { work(); });
            }
            work();
        }
        store_.commit();
        if (failure_) std::rethrow_exception(failure_);
        if (stopped()) throw Interrupted();
        return std::move(rows_);
    }

    Outlook outlook() {
        Outlook o;
        for (const auto& batch : batches_) {
            for (const Digest& key : batch->keys) {
                uint64_t missing = 0;
                for (int64_t r = 0; r < batch->replications; ++r) {
                    missing += !store_.has(with_replication(key, static_cast<uint32_t>(r)));
                }
                o.cells_done += missing == 0;
                o.cell_requests_left += missing * batch->plan.requests;
            }
            o.cells += batch->keys.size();
        }
        o.cell_requests = progress_.total;
        return o;
    }

  private:
    static uint64_t work_in(const Batch& batch) { return batch.cells.size() * batch.plan.requests; }
    bool stopped() const { return options_.stop != nullptr && *options_.stop; }

    void add(const Point& point, size_t index) {
        auto grading = std::make_shared<const Grading>(point.world->grading());
        const Setting& s = point.setting;
        const Plan plan{static_cast<uint64_t>(s.seed), 0, static_cast<uint64_t>(s.requests),
                        static_cast<uint64_t>(s.warm_up_requests), options_.path};
        for (const Combination& policies : point.policies) {
            CellRow row;
            row.point = index;
            row.at = point.at;
            row.policy = policies.name;
            row.knows_truth = policies.needs_truth();
            row.replications = s.replications;
            row.requests = s.requests;
            row.grading = grading;
            row.distributions = distributions_asked(scenario_, point, policies.name);
            rows_.push_back(std::move(row));
            const Cell cell{point.world, Duration::from_ms(s.sla_ms), policies};
            Batch& batch = batch_for(cell, plan, s.replications);
            batch.cells.push_back(cell);
            batch.keys.push_back(cell_key(point, policies));
        }
    }

    // The last batch if this cell can share its tape, else a new one.
    Batch& batch_for(const Cell& cell, const Plan& plan, int64_t replications) {
        const bool straight = plan.path == Path::automatic && is_straight(cell);
        if (!batches_.empty()) {
            Batch& last = *batches_.back();
            if (straight && last.straight && same_tape(last.plan, plan) &&
                last.replications == replications && last.cells.size() < cells_sharing_a_tape) {
                return last;
            }
        }
        Batch& batch = *batches_.emplace_back(std::make_unique<Batch>());
        batch.plan = plan;
        batch.replications = replications;
        batch.first_row = rows_.size() - 1;
        batch.straight = straight;
        return batch;
    }

    void work() {
        for (;;) {
            const size_t t = next_task_++;
            if (t >= tasks_.size() || failed_ || stopped()) return;
            try {
                run(tasks_[t]);
            } catch (...) {
                const std::lock_guard lock(guard_);
                if (!failure_) failure_ = std::current_exception();
                failed_ = true;
            }
        }
    }

    void run(const Task& task) {
        Batch& batch = *task.batch;
        std::vector<Cell> missing;
        std::vector<Digest> keys;
        for (size_t c = 0; c < batch.cells.size(); ++c) {
            const Digest key = with_replication(batch.keys[c], task.replication);
            if (store_.has(key)) continue;
            missing.push_back(batch.cells[c]);
            keys.push_back(key);
        }
        if (!missing.empty()) compute(missing, keys, batch.plan, task.replication);
        if (--batch.left == 0) finish(batch);
        const std::lock_guard lock(guard_);
        progress_.done += work_in(batch);
        if (options_.progress) options_.progress(progress_);
    }

    void compute(const std::vector<Cell>& cells, const std::vector<Digest>& keys, Plan plan,
                 uint32_t replication) {
        plan.replication = replication;
        const auto start = std::chrono::steady_clock::now();
        const std::vector<CellResult> results = simulate(cells, plan);
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        const double each = spent.count() / static_cast<double>(cells.size());
        for (size_t c = 0; c < cells.size(); ++c) {
            store_.put(keys[c], {results[c].tally, results[c].tape}, each);
        }
    }

    // The last replication of a batch is in: from tallies to numbers.
    void finish(const Batch& batch) {
        for (size_t c = 0; c < batch.cells.size(); ++c) {
            CellRow& row = rows_[batch.first_row + c];
            std::vector<Tally> tallies;
            std::vector<Digest> fingerprints;
            std::vector<Digest> tapes;
            for (int64_t r = 0; r < batch.replications; ++r) {
                auto stored =
                    store_.find(with_replication(batch.keys[c], static_cast<uint32_t>(r)));
                ensure(stored.has_value(), "a finished run is not in the store");
                fingerprints.push_back(stored->tally.fingerprint);
                tapes.push_back(stored->tape);
                tallies.push_back(std::move(stored->tally));
            }
            row.fingerprint = in_order(fingerprints);
            row.tape = in_order(tapes);
            row.metrics = summarise(tallies, *row.grading);
            for (Distribution& d : row.distributions) d.levels = levels_of(tallies, *d.quantity);
        }
    }

    const Scenario& scenario_;
    CampaignOptions options_;
    Store& store_;
    std::vector<CellRow> rows_;
    std::vector<std::unique_ptr<Batch>> batches_;
    std::vector<Task> tasks_;
    std::atomic<size_t> next_task_{0};
    std::atomic<bool> failed_{false};
    std::mutex guard_;
    std::exception_ptr failure_;
    Progress progress_;
};

}  // namespace

std::vector<CellRow> run_campaign(const Scenario& scenario, const CampaignOptions& options) {
    if (options.store != nullptr) return Campaign(scenario, options, *options.store).run();
    Store memory = Store::in_memory();
    return Campaign(scenario, options, memory).run();
}

Outlook outlook_of(const Scenario& scenario, Store& store, Path path) {
    CampaignOptions options;
    options.path = path;
    return Campaign(scenario, options, store).outlook();
}

Digest fingerprint_of(const std::vector<CellRow>& rows) {
    std::vector<Digest> parts;
    for (const CellRow& row : rows) parts.push_back(row.fingerprint);
    return in_order(parts);
}

}  // namespace mdisim
