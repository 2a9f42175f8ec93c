// A comparison of two sets of results: which metrics moved, by how much and where.
//
// Cells are paired by name, and their replications by number; paired replications have common
// random numbers if seeds and sizes are the same. All differences of one comparison are one family,
// whose p-values are corrected by Holm's method. A metric that is the same in every replication has
// no difference. A difference that is exactly the same in each of several replications counts as
// certain, whatever its size. A quantile that a run does not print, since too few requests lie
// beyond it, is not tested.
#pragma once

#include <string>
#include <vector>

#include "sim/judge/ledger.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

// Whether more or less of a metric is better, by its name. "attainment.video" of a class is the
// better for what "attainment" is the better for.
Better better_of(const std::string& metric);

enum class Tendency { same, insufficient, indistinguishable, better, worse, different };
const char* name_of(Tendency tendency);

// The movement of one metric of one cell.
struct Movement {
    std::string at;
    // `before` and `after` are means over replications or, for quantiles, the values that a run
    // prints if both ledgers have them. They are not-a-number if nothing was measured or data is
    // insufficient.
    double before = 0;
    double after = 0;
    Interval difference;  // after - before; as wide as for replications in pairs
    bool tested = false;  // whether both sides have replications that are not all equal
    double p = 1;         // corrected by Holm's method
    Tendency tendency = Tendency::same;

    double ratio() const { return after / before; }
    // Whether the difference would be distinguishable if no other difference were tested.
    bool apart_alone() const { return tested && (difference.low > 0 || difference.high < 0); }
};

// The movements of one metric of one policy, at all points of the sweep.
struct Change {
    std::string policy;
    std::string metric;
    std::vector<Movement> movements;  // one for each cell, in the order of cells

    size_t count(Tendency tendency) const;
    size_t tested() const;
    // Whether the metric moved, but only in cells in which it cannot be tested.
    bool untestable() const;
    size_t moved() const { return movements.size() - count(Tendency::same); }
    size_t distinguishable() const {
        return moved() - count(Tendency::indistinguishable) - count(Tendency::insufficient);
    }
    // The clearest movement. Requires moved() > 0.
    const Movement& most() const;
    // The common tendency of all distinguishable movements, `different` if they have none in
    // common. If no movement is distinguishable: same, insufficient or indistinguishable.
    Tendency overall() const;
};

struct Comparison {
    size_t cells = 0;                      // number of cells that are in both ledgers
    std::vector<std::string> only_before;  // names of cells
    std::vector<std::string> only_after;
    // Cells in which no metric of the ledgers moved, although requests went differently
    // (other_requests), or although other numbers were computed from the same requests
    // (other_numbers, which is known if both ledgers digest the same metrics).
    std::vector<std::string> other_requests;
    std::vector<std::string> other_numbers;
    std::vector<Change> changes;  // one for each policy and metric, moved or not

    bool identical() const;
    size_t tested() const;  // number of differences that are tested
    // Whether any change is distinguishable or untestable, or a cell is in one ledger only.
    bool distinguishable() const;
};

// Compares two ledgers. In a cell of which only means are known, the means are compared, and no
// difference is distinguishable.
Comparison compare(const Ledger& before, const Ledger& after);

// A ledger of the cells of one policy, in which that policy has the name `called`.
Ledger of_policy(const Ledger& ledger, const std::string& policy, const std::string& called);

}  // namespace mdisim
