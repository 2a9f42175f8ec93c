// One run: a world, a deadline, policies; requests in, a tally out.
//
// Contract: simulate() is pure. The tally of a cell depends on nothing but the cell and the plan:
// not on the other cells it is run with, not on threads, not on the form of the run.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/decide/registry.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Observer;

// A policy of the registry with its settings, or none.
struct Chosen {
    const PolicyEntry* entry = nullptr;
    std::shared_ptr<void> options;

    explicit operator bool() const { return entry != nullptr; }
    Needs needs() const { return entry != nullptr ? entry->needs : Needs{}; }
    // Makes the policy. Returns null if there is none, or if it does not implement Interface.
    template <class Interface>
    std::unique_ptr<Interface> make() const {
        return entry != nullptr ? entry->make<Interface>(options.get()) : nullptr;
    }
};

// A named combination: a policy, or none, at each decision point.
class Combination {
  public:
    std::string name;

    Combination() = default;
    // policies: at most one for each decision point.
    Combination(std::string called, std::initializer_list<Chosen> policies)
        : name(std::move(called)) {
        for (const Chosen& chosen : policies) (*this)[chosen.entry->decision] = chosen;
    }

    Chosen& operator[](Decision decision) { return chosen_[static_cast<size_t>(decision)]; }
    const Chosen& operator[](Decision decision) const {
        return chosen_[static_cast<size_t>(decision)];
    }
    bool needs_tables() const { return any_needs(&Needs::characterisation); }
    bool needs_truth() const { return any_needs(&Needs::truth); }
    // Whether earlier requests or answers change what is decided about later requests.
    bool learns() const {
        return std::any_of(decision_points.begin(), decision_points.end(),
                           [this](const DecisionPoint& point) {
                               return point.decision != Decision::control &&
                                      (*this)[point.decision].needs().learning;
                           });
    }
    bool learns_of_pictures() const { return (*this)[Decision::preprocess].needs().learning; }

  private:
    bool any_needs(bool Needs::*what) const {
        return std::any_of(chosen_.begin(), chosen_.end(),
                           [&](const Chosen& chosen) { return chosen.needs().*what; });
    }

    std::array<Chosen, decision_count> chosen_;
};

struct Cell {
    std::shared_ptr<const ReadyWorld> world;
    Duration sla;
    Combination policies;
    // Required if policies.needs_tables().
    std::shared_ptr<const Characterisation> tables{};
    // The preprocess policy, trained before runs. Null: each run trains its own.
    std::shared_ptr<const Preprocess> trained{};
};

enum class Path {
    automatic,  // the quickest form that applies
    events      // always the general form
};

struct Plan {
    uint64_t seed = 1;
    uint32_t replication = 0;
    uint64_t requests = 0;  // at most; fewer if the workload or the time is over before
    uint64_t warm_up = 0;   // requests at the start that are simulated but not counted
    Path path = Path::automatic;
    Time end = Time::max();        // no request is created then or later
    Observer* observer = nullptr;  // not null: a run of one cell, on the event path
};

struct CellResult {
    Tally tally;
    Digest tape;
};

// Runs the cells over one tape. Results are in the order of the cells.
std::vector<CellResult> simulate(std::span<const Cell> cells, const Plan& plan);

// The two paths (columns_run.cpp, event_run.cpp).
std::vector<CellResult> simulate_columns(std::span<const Cell* const> cells, const Plan& plan);
CellResult simulate_events(const Cell& cell, const Plan& plan);

}  // namespace mdisim
