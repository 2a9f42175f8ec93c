// Servers of models that are not the active one, which get a share of their cores: Clipper's
// containers, one for each model. When the active model changes, what runs goes on faster or
// slower, so the ends of runs move.
//
// An event cannot be cancelled, so one that says when a run ended before it was moved still comes:
// ends() tells it from the one that counts.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

class Containers {
  public:
    explicit Containers(const Servers& servers)
        : present_(servers.inactive_share.has_value()),
          share_(servers.inactive_share.value_or(1)) {}

    // Whether models have containers. All functions below require it.
    bool present() const { return present_; }

    // The request in this slot begins a run that takes `run` on all its cores. Returns when it ends
    // if nothing changes.
    Time begin(uint32_t slot, Time now, Duration run, bool active) {
        if (slot >= runs_.size()) runs_.resize(slot + size_t{1});
        runs_[slot] = {run, now, {}, active, slots_.size()};
        slots_.push_back(slot);
        return runs_[slot].ends = end_of(runs_[slot]);
    }
    // Whether an event that is due now is the end of this run.
    bool ends(uint32_t slot, Time now) const { return runs_[slot].ends == now; }
    // The run ends, of all requests of its batch: it took as long as its cores made it.
    void end(uint32_t slot, Time now, RequestsInFlight& requests) {
        for (uint32_t one = slot; one != no_slot; one = requests[one].next) {
            Outcome& o = requests[one].outcome;
            o.execution = now - (requests[one].reached + o.wait);
        }
        Run& run = runs_[slot];
        ensure(run.place < slots_.size() && slots_[run.place] == slot, "a run that did not begin");
        runs_[slots_.back()].place = run.place;
        slots_[run.place] = slots_.back();
        slots_.pop_back();
        run.ends = Time::max();
    }
    // The active model has changed. is_active(slot): whether a run goes on on all its cores; moved(
    // slot, end) is called for each run whose end has moved.
    template <class IsActive, class Moved>
    void change(Time now, IsActive is_active, Moved moved) {
        for (const uint32_t slot : slots_) {
            Run& run = runs_[slot];
            const bool active = is_active(slot);
            if (active == run.active) continue;
            const Duration passed = now - run.since;
            run.left = run.left + Duration{-(run.active ? passed : times(passed, share_)).ns};
            if (run.left.ns < 0) run.left = {};
            run.since = now;
            run.active = active;
            run.ends = end_of(run);
            moved(slot, run.ends);
        }
    }

  private:
    struct Run {
        Duration left;  // of the run, on all its cores
        Time since;     // when that was left
        Time ends = Time::max();
        bool active = true;
        size_t place = 0;  // in slots_
    };
    Time end_of(const Run& run) const {
        return run.since + (run.active ? run.left : times(run.left, 1 / share_));
    }

    bool present_;
    double share_;
    std::vector<Run> runs_;        // by slot
    std::vector<uint32_t> slots_;  // that run
};

}  // namespace mdisim
