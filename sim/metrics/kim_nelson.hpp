// Finds the best of several systems while replications come in, and may look after each of them.
//
// The procedure is that of S.-H. Kim and B. L. Nelson, "A fully sequential procedure for
// indifference-zone selection in simulation", ACM TOMACS 11(3), 2001, with c = 1: a system is out
// when its sum of replications falls below that of a system which is not, by more than a bound that
// shrinks to 0. The bound is computed from the variances of the first replications alone, which is
// why it may be looked at again and again, where a t-test after every replication errs in 34 of
// 100.
//
// Contract: if the best system is better than every other one by the indifference or more, it is
// found in at least 95 of 100 samples, on common random numbers too. If others are closer, one of
// those within the indifference is. Replications count as normally distributed.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/metrics/all_pairs.hpp"

namespace mdisim {

struct Selection {
    // For each system, the number of replications after which it was out; 0 if it never was.
    std::vector<size_t> out_after;
    // Whether one system is left, or several that are the same in every replication.
    bool decided = false;
    // The number of replications after which it is decided for certain.
    double at_most = 0;

    size_t left() const;  // the number of systems that are not out
};

// systems: for each of them its values, one for each replication. variances_from: the number of
// replications from which the variances are, after which it looks for the first time. Requires two
// systems, equally many replications of each, at least variances_from of them, which are at least
// two, and an indifference above 0.
Selection select_best(std::span<const std::vector<double>> systems, BestIs best,
                      double indifference, size_t variances_from);

}  // namespace mdisim
