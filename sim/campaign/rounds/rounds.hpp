// Rounds of replications, until results are as precise as the scenario asks.
//
// Contract: it looks at results after complete rounds only, first after 20 replications or more. So
// the number of replications depends on results alone, not on the number of jobs or on what the
// store held; a budget in seconds excepted. The results are those of the same scenario with that
// number of "replications". Looking again and again makes chance findings likelier, so intervals
// must be narrow enough after two rounds in a row, and rounds grow by a quarter.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// What ends rounds before results are precise enough, the pilot that finds the warm-up counted. The
// first round is always computed, unless it is more than the budget of requests. So is the first
// one of which the store lacks something, since nothing before it tells how long a round takes.
struct Budget {
    std::optional<double> seconds{};   // of the wall clock
    std::optional<double> requests{};  // of all cells and replications, those of the store too
};

// The number of replications after which results are looked at next.
int64_t first_look(const Scenario& scenario);
int64_t next_look(int64_t replications);

// The limits of a search for how much is enough. jobs, stop: as those of CampaignOptions, for the
// pilot that finds the warm-up.
struct EnoughOptions {
    Budget budget{};
    unsigned jobs = 0;
    const std::atomic<bool>* stop = nullptr;
};

// Computes a scenario with as many replications as its results ask for. A scenario that asks for
// nothing is computed as it is, in one go. compute: computes all replications of a scenario, and
// returns how many requests of them the store lacked. visit: visits its rows, and returns how many
// cells have none. Throws UserError if the budget of requests does not suffice for the first round.
using ComputeAll = std::function<uint64_t(const Scenario&)>;
using VisitRows = std::function<size_t(const Scenario&, const RowVisitor&)>;
Replicated replicated(const Scenario& scenario, const EnoughOptions& enough,
                      const ComputeAll& compute, const VisitRows& visit);

}  // namespace mdisim
