#include "sim/campaign/tables.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <utility>
#include <vector>

#include "sim/campaign/cell_key.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/absorb.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// The key of the run of a trial, which is a cell with a world of its own.
Digest key_of(const Trial& trial, const Combination& policies) {
    Hasher world;
    absorb_object(world, describe(Tag<World>{}), &trial.world);
    const Digest key = cell_key(world.digest(), Duration{}, trial.plan, policies);
    return with_replication(key, trial.plan.replication);
}

}  // namespace

class Tables::Making {
  public:
    Making(const ReadyWorld& world, Tried tried)
        : trials_(trials_of(world, tried)), found_(trials_.size()) {}

    std::shared_ptr<const Characterisation> get(Store& store, const Listener& made) {
        for (size_t i = next_++; i < trials_.size() && !failed_; i = next_++)
            try_out(i, store, made);
        std::unique_lock lock(guard_);
        ready_.wait(lock, [this] { return done_ == trials_.size() || failed_; });
        if (failed_) std::rethrow_exception(failure_);
        if (!table_) {
            table_ = std::make_shared<const Characterisation>(
                characterisation(trials_, std::move(found_)));
        }
        return table_;
    }

  private:
    void try_out(size_t i, Store& store, const Listener& made) {
        try {
            found_[i] = latencies(trials_[i], store, made);
        } catch (...) {
            const std::lock_guard lock(guard_);
            if (!failed_.exchange(true)) failure_ = std::current_exception();
        }
        const std::lock_guard lock(guard_);
        ++done_;
        ready_.notify_all();
    }

    static Histogram latencies(const Trial& trial, Store& store, const Listener& made) {
        const Cell cell = cell_of(trial);
        const Digest key = key_of(trial, cell.policies);
        if (auto known = store.find(key)) return std::move(known->tally.latencies);
        const auto start = std::chrono::steady_clock::now();
        CellResult result = simulate({&cell, 1}, trial.plan).front();
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        const FinishedRun run = {key, to_bytes(result.tally), result.tape, spent.count(), ""};
        store.put(run);
        if (made) made(run);
        return std::move(result.tally.latencies);
    }

    const std::vector<Trial> trials_;
    std::vector<Histogram> found_;
    std::atomic<size_t> next_ = 0;
    std::atomic<bool> failed_ = false;
    std::mutex guard_;
    std::condition_variable ready_;
    size_t done_ = 0;
    std::exception_ptr failure_;
    std::shared_ptr<const Characterisation> table_;
};

void Tables::equip(Cell& cell, const Point& point) {
    if (cell.policies.needs_tables()) cell.tables = of(point, cell.policies);
    cell.bounds = bounds(point);
}

std::shared_ptr<CapacityBounds> Tables::bounds(const Point& point) {
    if (!point.world->described().capacity_bound) return nullptr;
    const std::lock_guard lock(guard_);
    std::shared_ptr<CapacityBounds>& known = bounds_[point.world_digest];
    if (!known) known = std::make_shared<CapacityBounds>();
    return known;
}

std::shared_ptr<const Characterisation> Tables::of(const Point& point,
                                                   const Combination& policies) {
    return of(point, policies[Decision::control].make<Control>()->rearranges()
                         ? Tried::all
                         : Tried::as_described);
}

std::shared_ptr<const Characterisation> Tables::of(const Point& point, Tried tried) {
    std::shared_ptr<Making> making;
    {
        const std::lock_guard lock(guard_);
        std::shared_ptr<Making>& known = known_[{point.world_digest, tried}];
        if (!known) known = std::make_shared<Making>(*point.world, tried);
        making = known;
    }
    return making->get(store_, made_);
}

}  // namespace mdisim
