// Characterisations of servers, made when a control policy first needs them and kept in the store
// like everything that was computed.
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
#include "sim/run/simulation.hpp"
#include "sim/run/trials/characterise.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

class Tables {
  public:
    using Listener = std::function<void(const FinishedRun&)>;
    // Who listens hears of each trial that was computed.
    explicit Tables(Store& store, Listener made = {}) : store_(store), made_(std::move(made)) {}
    // Gives a cell of that point the table its policies need, if they need one.
    void equip(Cell& cell, const Point& point);
    // Threads that need the same one make it together.
    std::shared_ptr<const Characterisation> of(const Point& point, const Combination& policies);
    std::shared_ptr<const Characterisation> of(const Point& point, Tried tried = Tried::all);

  private:
    class Making;

    Store& store_;
    Listener made_;
    std::mutex guard_;
    std::map<std::pair<Digest, Tried>, std::shared_ptr<Making>> known_;  // by the world's digest
};

}  // namespace mdisim
