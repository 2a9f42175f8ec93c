// The policies of one set of results, ranked by a metric: which differences between them are real.
//
// Policies are compared each with each on common draws, replication by replication, so that all
// differences of a family hold together in 95 of 100 sets of results (sim/metrics/all_pairs.hpp).
// The family is the differences of a point or, where the best is sought anywhere in a figure, those
// of all points.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/metrics/all_pairs.hpp"

namespace mdisim {

enum class TestFamily { point, all };
const std::vector<std::string>& names_of(Tag<TestFamily>);

struct RankedPolicy {
    std::string policy;
    double value = 0;
    SystemRank rank;
};

struct Ranking {
    std::string at;                      // such as "sla_ms=250"; empty if there is one point alone
    std::vector<RankedPolicy> policies;  // the best first
    std::vector<std::string> left_out;   // those without a value of every replication
};

struct Rankings {
    std::vector<Ranking> points;
    size_t together = 0;  // the differences of a family, at the point that has most
};

// policies: those that are compared, of which the ledger has some at every point. A point with
// fewer than two that can be compared ranks none. Requires that the ledger has the metric.
Rankings rankings_of(const Ledger& ledger, const std::string& metric, BestIs best,
                     const std::vector<std::string>& policies, TestFamily family);

}  // namespace mdisim
