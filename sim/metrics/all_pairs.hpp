// Several systems compared with each other on common random numbers, each with each at once.
//
// Contract: the intervals of all differences hold together in 95 of 100 samples, whichever systems
// are compared and however their values depend on each other: they are Student's intervals of the
// differences of replications, at the level that Bonferroni's inequality asks for. Ranks, and
// distances to the best, are read off these intervals, so they hold in the same samples.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/metrics/interval.hpp"

namespace mdisim {

class AllPairs {
  public:
    // systems: for each of them its values, one for each replication. together: the number of
    // differences that hold together, at least those of all pairs; more if several comparisons are
    // one family. Requires two systems, with equally many replications each.
    explicit AllPairs(std::span<const std::vector<double>> systems, size_t together = 0);

    size_t systems() const { return systems_; }
    // How much system i is above system j.
    Interval difference(size_t i, size_t j) const;

  private:
    size_t systems_;
    std::vector<Interval> differences_;  // of i and j < i, in the order of i, then of j
};

// The number of pairs of systems.
inline constexpr size_t pairs_of(size_t systems) { return systems * (systems - 1) / 2; }

// The place of one system among all.
struct SystemRank {
    // The ranks that it may have, of which 1 is the best.
    size_t first = 1;
    size_t last = 1;
    // How far it is ahead of the best of the others. The interval is that of Hsu's comparison with
    // the best, which would also stretch it to 0: below 0 if the system is shown to be worse than
    // another, above 0 if it is shown to be better than all others.
    Interval lead;
};

enum class BestIs { highest, lowest };
std::vector<SystemRank> ranks_of(const AllPairs& pairs, BestIs best);

}  // namespace mdisim
