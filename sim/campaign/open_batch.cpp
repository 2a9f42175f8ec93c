#include "sim/campaign/open_batch.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/store.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/run/form.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {
namespace {

constexpr uint64_t bit_of(size_t cell) { return uint64_t{1} << cell; }

}  // namespace

OpenBatch::OpenBatch(const Scenario& scenario, CellIndex first, uint32_t cells, Path path,
                     Tables& tables)
    : scenario_(scenario), first_(first), count_(cells), path_(path), tables_(tables) {
    ensure(cells <= cells_sharing_a_tape, "a batch has a bit for each of its cells");
}

TaskOrder OpenBatch::order(uint32_t replication, Store& store, const CrashLog* crashes) {
    std::call_once(decoded_, [this] { decode(); });
    TaskOrder order{first_, count_, replication, 0, 0};
    for (size_t c = 0; c < cells_.size(); ++c) {
        if (store.has(with_replication(keys_[c], replication))) continue;
        const bool suspect = crashes != nullptr && crashes->is_suspect(keys_[c]);
        if (suspect && crashes->in_quarantine(keys_[c])) continue;
        (suspect ? order.alone : order.together) |= bit_of(c);
    }
    return order;
}

void OpenBatch::compute(const TaskOrder& order, const std::function<void(FinishedRun)>& tell) {
    std::call_once(decoded_, [this] { decode(); });
    equip();
    std::vector<size_t> together;
    for (size_t c = 0; c < cells_.size(); ++c) {
        if ((order.together & bit_of(c)) != 0) together.push_back(c);
    }
    if (!together.empty()) compute(together, order.replication, tell);
    for (size_t c = 0; c < cells_.size(); ++c) {
        if ((order.alone & bit_of(c)) != 0) compute({&c, 1}, order.replication, tell);
    }
}

void OpenBatch::decode() {
    CellCursor at(scenario_, first_);
    plan_ = at.plan(path_);
    for (; cells_.size() < count_; at.next()) {
        cells_.push_back(at.cell());
        cells_.back().bounds = tables_.bounds(at.point());
        const bool by_columns = form_of(cells_.back(), plan_) == Form::columns;
        kinds_.push_back(kind_of_work(at.policies(), by_columns));
        keys_.push_back(cell_key(at.point(), at.policies()));
        kept_.push_back(are_identified(at.policies()));
        if (at.policies().needs_tables())
            needing_tables_.emplace_back(cells_.size() - 1, at.point());
    }
}

// All threads help to make the tables; the first thread that has them sets them in the cells.
void OpenBatch::equip() {
    std::vector<std::shared_ptr<const Characterisation>> tables;
    for (const auto& [cell, point] : needing_tables_)
        tables.push_back(tables_.of(point, cells_[cell].policies));
    std::call_once(equipped_, [&] {
        for (size_t i = 0; i < tables.size(); ++i)
            cells_[needing_tables_[i].first].tables = std::move(tables[i]);
        for (Cell& cell : cells_) {
            if (cell.policies.learns_of_pictures())
                cell.trained = trained_preprocess(cell.policies[Decision::preprocess], *cell.world);
        }
    });
}

std::string OpenBatch::name_of(size_t cell) const {
    CellCursor at(scenario_, first_);
    for (size_t i = 0; i < cell; ++i) at.next();
    return cell_name(scenario_, at.index().point, at.policies().name);
}

void OpenBatch::compute(std::span<const size_t> which, uint32_t replication,
                        const std::function<void(FinishedRun)>& tell) const {
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
        try {
            results = simulate(cells, plan);
        } catch (const OutOfRange& error) {
            throw UserError({{scenario_.file(), "",
                              "in a run of " + counted(cells.size(), "cell") + ", the first of " +
                                  "them " + name_of(which.front()) + ": " + error.what()}});
        }
    }
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    const double each = spent.count() / static_cast<double>(cells.size());
    for (size_t i = 0; i < which.size(); ++i) {
        tell({with_replication(keys[i], replication), to_bytes(results[i].tally), results[i].tape,
              each, kinds_[which[i]], kept_[which[i]]});
    }
}

}  // namespace mdisim
