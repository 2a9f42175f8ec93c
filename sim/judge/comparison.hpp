// Two sets of results held against each other: what moved, by how much and where.
//
// Cells are paired by name and their replications by number, which is on common random numbers
// where seeds and sizes are the same. All differences of one comparison are one family: p-values
// are Holm's. What is the same in every replication is no difference; one that is exactly the same
// in each of several replications is one, whatever its size. A quantile that a run does not print,
// since too few requests lie beyond it, is not tested either.
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
    // Means over replications; of quantiles what a run prints, where both sides know it. They are
    // not-a-number where nothing was measured or data is insufficient.
    double before = 0;
    double after = 0;
    Interval difference;  // after - before; as wide as that of the replications in pairs
    bool tested = false;  // both sides know their replications
    double p = 1;         // Holm's
    Tendency tendency = Tendency::same;

    double ratio() const { return after / before; }
    // Whether it would be told apart if it were the only one that is tested.
    bool apart_alone() const { return tested && (difference.low > 0 || difference.high < 0); }
};

// One metric of one policy, wherever it is in the sweep.
struct Change {
    std::string policy;
    std::string metric;
    std::vector<Movement> movements;  // one a cell, in their order

    size_t count(Tendency tendency) const;
    size_t tested() const;
    // Whether it moved only where there is nothing to test it by.
    bool untestable() const;
    size_t moved() const { return movements.size() - count(Tendency::same); }
    size_t distinguishable() const {
        return moved() - count(Tendency::indistinguishable) - count(Tendency::insufficient);
    }
    // The clearest; needs one that moved.
    const Movement& most() const;
    // What all that can be told apart have in common.
    Tendency overall() const;
};

struct Comparison {
    size_t cells = 0;                      // in both
    std::vector<std::string> only_before;  // names of cells
    std::vector<std::string> only_after;
    // Cells in which no metric that is kept moved, and yet requests went differently, or other
    // numbers were made of the same requests; that is known where both digest the same metrics.
    std::vector<std::string> other_requests;
    std::vector<std::string> other_numbers;
    std::vector<Change> changes;  // of every policy and metric, moved or not

    bool identical() const;
    size_t tested() const;         // differences
    bool distinguishable() const;  // whether anything is, or may be, or cells are not the same
};

// Where only a mean is known of a cell, means are compared and nothing can be told apart.
Comparison compare(const Ledger& before, const Ledger& after);

// One policy's cells, under another name.
Ledger of_policy(const Ledger& ledger, const std::string& policy, const std::string& called);

}  // namespace mdisim
