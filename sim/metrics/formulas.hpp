// Formulas of metrics that take more than a line, and what the values of a metric can be.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/series.hpp"
#include "sim/measure/sums.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

// Not-a-number over zero.
inline double over(uint128 total, uint128 n) {
    return n == 0 ? nan : static_cast<double>(total) / static_cast<double>(n);
}

// Requests that were answered, of a tally or a window of time.
template <class Counted>
uint64_t answered(const Counted& counted) {
    return counted.requests - counted.dropped;
}

// Of n durations, in nanoseconds. About the whole part of the mean first, in whole numbers: nothing
// cancels.
double standard_deviation(const Sum& sum, uint64_t n);

double aggregate_accuracy(const Tally& tally, const Grading& grading);
double effective_accuracy(const SeriesWindow& window, const Grading& grading);
double cores_per_correct(const Tally& tally, const Grading& grading);
// By Little's law, of the requests counted.
double queue_length(const Tally& tally, const Grading& grading);
// Of the decision to shrink on the phone, against what would have been ready first.
double f1_of_shrinking(const Tally& tally);
double mean_energy_mwh(const Tally& tally);

// What the mean of a duration, a number or an energy can be; of the accuracy of answers in time,
// which is none where nothing is; of the accuracy of answers; of the share of a time; of how often
// a request is sent.
Domain not_negative(const Grading& grading);
Domain accuracy_in_time(const Grading& grading);
Domain accuracy_of_answers(const Grading& grading);
Domain share_of_time(const Grading& grading);
Domain number_of_attempts(const Grading& grading);

}  // namespace mdisim
