// Formulas of metrics that take more than a line, and the domains of metrics.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/measure/series.hpp"
#include "sim/measure/sums.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

// total / n; not-a-number if n is zero.
inline double over(uint128 total, uint128 n) {
    return n == 0 ? nan : static_cast<double>(total) / static_cast<double>(n);
}

// The number of answered requests of a tally or a window of time.
template <class Counted>
uint64_t answered(const Counted& counted) {
    return counted.requests - counted.dropped;
}

// The standard deviation of n durations, in nanoseconds. It is computed about the whole part of the
// mean, in whole numbers, so that no digits are lost.
double standard_deviation(const Sum& sum, uint64_t n);

double aggregate_accuracy(const Tally& tally, const Grading& grading);
// The effective accuracy that no decisions can exceed on the servers there are, and the one that a
// schedule that knows all requests reaches. Requires that the run has them.
double capacity_bound(const Tally& tally);
double foreseen_accuracy(const Tally& tally);
// The standard deviation over requests of the accuracy of the model whose answer the user got.
double accuracy_sd(const Tally& tally, const Grading& grading);
double effective_accuracy(const SeriesWindow& window, const Grading& grading);
double cores_per_correct(const Tally& tally, const Grading& grading);
// What servers and transfers cost, in dollars.
double dollars(const Tally& tally, const Grading& grading);
// The dollars for 1,000 right answers in time.
double dollars_per_correct(const Tally& tally, const Grading& grading);
// The mean number of waiting requests, by Little's law, from the requests counted.
double queue_length(const Tally& tally, const Grading& grading);
// The F1 score of the decision to shrink on the phone. Right is where the picture is ready sooner.
double f1_of_shrinking(const Tally& tally);
double mean_energy_mwh(const Tally& tally);
// The correlation of the two answers' being right.
double phi_of(const PairTally& pairs);
// The share that is repaired of the mistakes of the side that is right more often, if `right` of
// the pairs end with a right answer; negative if more are spoilt.
double repaired(const PairTally& pairs, uint64_t right);

// The domains of metrics.
Domain not_negative(const Grading& grading);          // of a mean duration, number or energy
Domain accuracy_in_time(const Grading& grading);      // an answer that is late has accuracy 0
Domain accuracy_of_answers(const Grading& grading);   // of the answers there are
Domain spread_of_accuracies(const Grading& grading);  // of their standard deviation
Domain share_of_time(const Grading& grading);
Domain correlation(const Grading& grading);
Domain unbounded(const Grading& grading);
Domain number_of_attempts(const Grading& grading);  // how often a request is sent, if at all

}  // namespace mdisim
