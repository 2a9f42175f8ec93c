// Runs by columns: a loop over columns of requests, without events, since no request can affect
// another.
#include <algorithm>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/parts.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/columns_batch.hpp"
#include "sim/run/derived_batch.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/tape.hpp"

namespace mdisim {
namespace {

// So many batches are derived before the first of them is run, if a policy is asked about them at
// once.
constexpr size_t batches_ahead = 16;

bool is_asked_ahead(const CellByColumns& cell) {
    return cell.run.deciders.select_at_once() >= batches_ahead * column_size;
}

// Asks the policies that are asked about several batches at once. No policy that may see the truth
// is one of them. Requires draws at the first request.
void ask_ahead(WorldGroup& group, std::deque<CellByColumns>& cells, DrawColumn& draws) {
    std::vector<double> uplink_ms;
    std::vector<double> network_ms;
    for (const DerivedBatch& batch : group.ahead) {
        const size_t size = batch.requests.size;
        uplink_ms.insert(uplink_ms.end(), batch.uplink_ms, batch.uplink_ms + size);
        network_ms.insert(network_ms.end(), batch.network_ms, batch.network_ms + size);
    }
    if (uplink_ms.empty()) return;
    for (const auto& [sla, deadline] : group.deadlines) {
        const SelectBatch asked{uplink_ms.size(),    sla.ms(), uplink_ms.data(), network_ms.data(),
                                group.world.offer(), draws};
        const auto no_truth = [] { return static_cast<const Duration*>(nullptr); };
        for (size_t c : deadline.cells) {
            if (!is_asked_ahead(cells[c])) continue;
            cells[c].chosen.resize(asked.size);
            cells[c].run.deciders.select_all(asked, sla, no_truth, cells[c].chosen.data());
        }
    }
}

class ColumnsRun {
  public:
    ColumnsRun(std::span<const Cell* const> cells, const Plan& plan)
        : plan_(plan),
          tape_(plan.seed, plan.replication, plan.requests, 0, plan.drawn),
          batch_(plan_, cells_) {
        for (const Cell* cell : cells) add(*cell);
    }

    std::vector<CellResult> run() {
        asks_ahead() ? run_ahead() : run_by_batch();
        std::vector<CellResult> results;
        for (CellByColumns& cell : cells_) {
            cell.pass(~EventOrder{0});
            results.push_back({cell.run.settlement.finished(), {}});
        }
        for (WorldGroup& group : groups_) {
            for (auto& [sla, deadline] : group.deadlines) {
                for (size_t c : deadline.cells) {
                    combine(results[c].tally.bound, deadline.bound_tally);
                    results[c].tape = group.read;
                }
            }
        }
        return results;
    }

  private:
    void run_by_batch() {
        while (!all_over() && tape_.advance()) {
            batch_.move_to(tape_.first(), tape_.size());
            for (WorldGroup& group : groups_) {
                if (group.derivation.over()) continue;
                group.read = derive(group.world, tape_, group.derivation, derived_);
                batch_.run(group, derived_);
            }
        }
    }
    // Whether policies are asked about several batches at once. In plain worlds no request depends
    // on what is derived after it.
    bool asks_ahead() const {
        return std::all_of(groups_.begin(), groups_.end(),
                           [](const WorldGroup& group) { return group.plain; }) &&
               std::any_of(cells_.begin(), cells_.end(), is_asked_ahead);
    }
    void run_ahead() {
        while (derive_ahead()) {
            for (WorldGroup& group : groups_) {
                ask_ahead(group, cells_, batch_.draws_from(group.first_ahead()));
                for (const DerivedBatch& derived : group.ahead) {
                    if (derived.requests.size == 0) continue;
                    batch_.move_to(derived.requests.first, derived.requests.size);
                    batch_.run(group, derived);
                }
            }
        }
    }
    // Returns false at the end of the tape.
    bool derive_ahead() {
        for (WorldGroup& group : groups_) {
            group.ahead.resize(batches_ahead);
            for (DerivedBatch& derived : group.ahead) derived.requests.size = 0;
        }
        size_t derived = 0;
        for (; derived < batches_ahead && !all_over() && tape_.advance(); ++derived) {
            for (WorldGroup& group : groups_) {
                if (group.derivation.over()) continue;
                DerivedBatch& to = group.ahead[derived];
                group.read = derive(group.world, tape_, group.derivation, to);
            }
        }
        return derived > 0;
    }
    bool all_over() const {
        return std::all_of(groups_.begin(), groups_.end(),
                           [](const WorldGroup& group) { return group.derivation.over(); });
    }

    void add(const Cell& cell) {
        WorldGroup* group = nullptr;
        for (WorldGroup& g : groups_) {
            if (&g.world == cell.world.get()) group = &g;
        }
        if (group == nullptr) group = &groups_.emplace_back(*cell.world, tape_, plan_.end);
        CellRun& run = cells_.emplace_back(cell, plan_).run;
        const auto [at, fresh] = group->deadlines.try_emplace(
            cell.sla,
            DeadlineGroup{Bound(*cell.world, 0, cell.sla), run.settlement.tally().bound, {}});
        at->second.cells.push_back(cells_.size() - 1);
    }

    Plan plan_;
    Tape tape_;
    std::deque<WorldGroup> groups_;
    std::deque<CellByColumns> cells_;
    DerivedBatch derived_;
    ColumnsBatch batch_;
};

}  // namespace

std::vector<CellResult> simulate_columns(std::span<const Cell* const> cells, const Plan& plan) {
    return std::make_unique<ColumnsRun>(cells, plan)->run();
}

}  // namespace mdisim
