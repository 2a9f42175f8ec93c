// The work of a campaign: batches of cells that share a tape, the costliest batches first.
//
// Contract: the cells of a batch and the numbers of tasks depend on the scenario and the path, not
// on what is done already, so that shards agree. Memory: a few words for each batch that has work
// left.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/campaign/store.hpp"
#include "sim/decide/combination.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

class CrashLog;

inline constexpr uint32_t cells_sharing_a_tape = 64;  // the most cells of a batch

// One of `of` equal shares of the work. Numbers start at 1.
struct Shard {
    uint64_t number = 1;
    uint64_t of = 1;
    bool has(uint64_t task) const { return task % of == number - 1; }
    bool is_all() const { return of == 1; }
};

// A batch is computed replication by replication. Each replication of a batch is a task; tasks are
// numbered over all batches.
struct Batch {
    CellIndex first;
    uint32_t cells = 0;
    uint32_t replications = 0;
    uint64_t first_task = 0;
    uint64_t own_tasks = 0;  // number of tasks of this shard
    uint64_t requests = 0;   // requests of all cells of the batch in one replication
    double cost = 0;         // cost of the work that is left
};

// How much work the campaign of a shard has, and how much of it is left.
struct WorkAmount {
    size_t cells = 0;
    size_t cells_done = 0;
    uint64_t cell_requests = 0;
    uint64_t cell_requests_left = 0;
    // Seconds on one core, estimated from the cost of earlier work; none if nothing was measured.
    std::optional<double> seconds_left;
    std::vector<std::string> quarantined;  // names of cells that crashed too often
};

struct WorkPlan {
    std::vector<Batch> batches;  // with work left, by cost of a replication, the costliest first
    WorkAmount amount;
};

// Plans a campaign without computing anything. `crashes` may be null.
WorkPlan plan_work(const Scenario& scenario, Store& store, Path path, const Shard& shard,
                   const CrashLog* crashes);

// The kind of work that a cell is: costs of one kind are added up.
std::string kind_of_work(const Combination& policies, bool by_columns);

}  // namespace mdisim
