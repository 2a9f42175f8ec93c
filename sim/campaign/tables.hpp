// Tables are characterisations of servers. They are made when a control policy first needs them,
// from trials whose results are kept in the store like all results.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "sim/campaign/store.hpp"
#include "sim/decide/characterisation.hpp"
#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/run/capacity/capacity_bound.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/characterise.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

class Tables {
  public:
    using Listener = std::function<void(const FinishedRun&)>;
    // `made` is called for each trial that is computed, unless it is empty.
    explicit Tables(Store& store, Listener made = {}) : store_(store), made_(std::move(made)) {}
    // Sets the tables of a cell of `point`, if its policies need them, and where it finds bounds.
    void equip(Cell& cell, const Point& point);
    // Returns the tables of a world, and makes them if they are missing. Threads that need the same
    // tables share the work.
    std::shared_ptr<const Characterisation> of(const Point& point, const Combination& policies);
    std::shared_ptr<const Characterisation> of(const Point& point, Tried tried = Tried::all);
    // Where the runs of a point find the bound of what cores allow; null if it does not ask for it.
    std::shared_ptr<CapacityBounds> bounds(const Point& point);

  private:
    class Making;

    Store& store_;
    Listener made_;
    std::mutex guard_;
    std::map<std::pair<Digest, Tried>, std::shared_ptr<Making>> known_;  // by world and Tried
    std::map<Digest, std::shared_ptr<CapacityBounds>> bounds_;           // by world
};

}  // namespace mdisim
