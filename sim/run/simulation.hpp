// One run: a world, a deadline, policies; requests in, a tally out.
//
// Contract: simulate() is pure. The tally of a cell depends on nothing but the cell and the plan:
// not on the other cells it is run with, not on threads, not on the form of the run.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/combination.hpp"
#include "sim/decide/policy.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/sampling.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class CapacityBounds;
class Observer;

struct Cell {
    std::shared_ptr<const ReadyWorld> world;
    Duration sla;
    Combination policies;
    // Required if policies.needs_tables().
    std::shared_ptr<const Characterisation> tables{};
    // The preprocess policy, trained before runs. Null: each run trains its own.
    std::shared_ptr<const Preprocess> trained{};
    // Where cells of one world and deadline find the bound of what cores allow. Null: each run that
    // is asked for it computes its own.
    std::shared_ptr<CapacityBounds> bounds{};
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
    HowDrawn drawn{};
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
