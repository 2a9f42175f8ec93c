// A comparison of two sets of results: what moved, by how much and where.
//
// Cells are paired by name and their replications by number; these have common random numbers if
// seeds and sizes are the same. All differences of one comparison are one family: p-values are
// Holm's. A metric that is the same in every replication has no difference. A difference that is
// exactly the same in each of several replications counts as certain, whatever its size. A quantile
// that a run does not print, since too few requests lie beyond it, is not tested.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/ledger.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {

enum class Tendency { same, insufficient, indistinguishable, better, worse, different };
const char* name_of(Tendency tendency);

// One metric of one cell.
struct Movement {
    std::string at;
    // Means over replications or, for quantiles, the values that a run prints if both sides have
    // them. They are not-a-number if nothing was measured or data is insufficient.
    double before = 0;
    double after = 0;
    Interval difference;  // after - before; as wide as that of the replications in pairs
    bool tested = false;  // whether both sides have replications
    double p = 1;         // Holm's
    Tendency tendency = Tendency::same;

    double ratio() const { return after / before; }
    // Whether the difference would be distinguishable if it were the only one that is tested.
    bool apart_alone() const { return tested && (difference.low > 0 || difference.high < 0); }
};

// One metric of one policy, at all points of the sweep.
struct Change {
    std::string policy;
    std::string metric;
    std::vector<Movement> movements;  // one for each cell, in the order of cells

    size_t count(Tendency tendency) const;
    size_t tested() const;
    // Whether the metric moved, and only in cells that cannot be tested.
    bool untestable() const;
    size_t moved() const { return movements.size() - count(Tendency::same); }
    size_t distinguishable() const {
        return moved() - count(Tendency::indistinguishable) - count(Tendency::insufficient);
    }
    // The clearest movement. Requires moved() > 0.
    const Movement& most() const;
    // The common tendency of all distinguishable movements.
    Tendency overall() const;
};

struct Comparison {
    size_t cells = 0;                      // in both ledgers
    std::vector<std::string> only_before;  // names of cells
    std::vector<std::string> only_after;
    // Cells in which no metric in the ledgers moved, although requests went differently, or other
    // numbers were computed from the same requests (known if both digest the same metrics).
    std::vector<std::string> other_requests;
    std::vector<std::string> other_numbers;
    std::vector<Change> changes;  // of every policy and metric, moved or not

    bool identical() const;
    size_t tested() const;         // number of differences
    bool distinguishable() const;  // whether any change is or may be, or cells are not the same
};

// Compares two ledgers. In a cell of which only means are known, means are compared and nothing is
// distinguishable.
Comparison compare(const Ledger& before, const Ledger& after);

// The ledger of one policy's cells. called: the policy's name in it.
Ledger of_policy(const Ledger& ledger, const std::string& policy, const std::string& called);

}  // namespace mdisim
