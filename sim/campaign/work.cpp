#include "sim/campaign/work.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/rates.hpp"
#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/run/form.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

bool same_tape(const Plan& a, const Plan& b) {
    return a.seed == b.seed && a.requests == b.requests && a.warm_up == b.warm_up &&
           a.end == b.end && a.drawn == b.drawn;
}

class Planner {
  public:
    Planner(const Scenario& scenario, Store& store, Path path, const Shard& shard,
            const CrashLog* crashes)
        : scenario_(scenario),
          store_(store),
          path_(path),
          shard_(shard),
          crashes_(crashes),
          rates_(store.costs()) {}

    WorkPlan plan() {
        const Store::Reading reading(store_);
        for (CellCursor at(scenario_); !at.at_end(); at.next()) add(at);
        close();
        std::stable_sort(work_.batches.begin(), work_.batches.end(),
                         [](const Batch& a, const Batch& b) {
                             return a.cost / a.replications > b.cost / b.replications;
                         });
        if (rates_.measured()) work_.amount.seconds_left = seconds_;
        return std::move(work_);
    }

  private:
    void add(const CellCursor& at) {
        const Plan plan = at.plan(path_);
        const bool by_columns = form_of(at.cell(), plan) == Form::columns;
        const auto replications = static_cast<uint32_t>(at.point().setting.replications);
        const bool joins = by_columns && by_columns_ && same_tape(plan_, plan) &&
                           batch_.replications == replications && batch_.cells > 0 &&
                           batch_.cells < cells_sharing_a_tape;
        if (!joins) {
            close();
            batch_ = {at.index(), 0, replications, tasks_, 0, 0, 0};
            for (uint32_t r = 0; r < replications; ++r) batch_.own_tasks += shard_.has(tasks_ + r);
            tasks_ += replications;
            plan_ = plan;
            by_columns_ = by_columns;
        }
        ++batch_.cells;
        batch_.requests += at.point().expected_requests();
        count(at, cell_key(at.point(), at.policies()));
    }

    // Counts the finished and the missing runs of a cell.
    void count(const CellCursor& at, const Digest& key) {
        const uint64_t own = batch_.own_tasks;
        uint64_t missing = 0;
        for (uint32_t r = 0; r < batch_.replications; ++r) {
            if (!shard_.has(batch_.first_task + r)) continue;
            missing += !store_.has(with_replication(key, r));
        }
        const uint64_t requests = at.point().expected_requests();
        WorkAmount& amount = work_.amount;
        if (missing > 0 && crashes_ != nullptr && crashes_->in_quarantine(key)) {
            amount.quarantined.push_back(
                cell_name(scenario_, at.index().point, at.policies().name));
            missing = 0;
        } else {
            amount.cells_done += own > 0 && missing == 0;
        }
        amount.cells += own > 0;
        amount.cell_requests += own * requests;
        amount.cell_requests_left += missing * requests;
        const double cost = static_cast<double>(missing * requests) *
                            rates_.of(kind_of_work(at.policies(), by_columns_));
        batch_.cost += cost;
        seconds_ += cost;
    }

    void close() {
        if (batch_.cells > 0 && batch_.cost > 0) work_.batches.push_back(batch_);
        batch_.cells = 0;
    }

    const Scenario& scenario_;
    Store& store_;
    Path path_;
    Shard shard_;
    const CrashLog* crashes_;
    Rates rates_;
    WorkPlan work_;
    Batch batch_;
    Plan plan_;
    bool by_columns_ = false;
    uint64_t tasks_ = 0;
    double seconds_ = 0;
};

}  // namespace

WorkPlan plan_work(const Scenario& scenario, Store& store, Path path, const Shard& shard,
                   const CrashLog* crashes) {
    return Planner(scenario, store, path, shard, crashes).plan();
}

std::string kind_of_work(const Combination& policies, bool by_columns) {
    return policies.name + (by_columns ? "" : " (events)");
}

}  // namespace mdisim
