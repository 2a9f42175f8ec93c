#include "sim/metrics/formulas.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/measure/ensemble.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/series.hpp"
#include "sim/measure/sums.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {
namespace {

// The sum over models of their answers in time, times their accuracy.
double in_time(const std::vector<AnswerCount>& counts, const std::vector<double>& accuracy) {
    double sum = 0;
    for (size_t m = 0; m < counts.size(); ++m) {
        sum += static_cast<double>(counts[m].on_time()) * accuracy[m];
    }
    return sum;
}

double late_or_not(const std::vector<AnswerCount>& counts, const std::vector<double>& accuracy) {
    double sum = 0;
    for (size_t m = 0; m < counts.size(); ++m) {
        sum += static_cast<double>(counts[m].answers()) * accuracy[m];
    }
    return sum;
}

double of_combined(const std::vector<uint64_t>& pairs, const Grading& g) {
    const size_t phones = g.phone_accuracy.size();
    double sum = 0;
    for (size_t i = 0; i < pairs.size(); ++i) {
        sum += static_cast<double>(pairs[i]) * combined_accuracy(g, i / phones, i % phones);
    }
    return sum;
}

double largest(const std::vector<double>& accuracies) {
    return accuracies.empty() ? 0 : *std::max_element(accuracies.begin(), accuracies.end());
}

double best_accuracy(const Grading& g) {
    const double cloud = largest(g.cloud_accuracy);
    const double phone = largest(g.phone_accuracy);
    if (!g.pair_accuracy.empty()) return std::max({cloud, phone, largest(g.pair_accuracy)});
    return combined_accuracy(cloud, phone, g.ensemble_gain);
}

// The number of right answers in time, as far as accuracies tell.
double right_in_time(const Tally& t, const Grading& g) {
    return effective_accuracy(t, g) * static_cast<double>(t.requests);
}

}  // namespace

double standard_deviation(const Sum& sum, uint64_t n) {
    if (n < 2) return nan;
    const uint128 whole = sum.total / n;
    const uint128 about = sum.squares - 2 * whole * sum.total + whole * whole * n;
    const double rest = over(sum.total % n, n);
    const double variance = over(about, n) - rest * rest;
    return variance > 0 ? __builtin_sqrt(variance) : 0;
}

double aggregate_accuracy(const Tally& t, const Grading& g) {
    const double sum = late_or_not(t.cloud, g.cloud_accuracy) +
                       late_or_not(t.phone, g.phone_accuracy) + of_combined(t.combined, g);
    return answered(t) == 0 ? nan : sum / static_cast<double>(answered(t));
}

double accuracy_sd(const Tally& t, const Grading& g) {
    const double mean = aggregate_accuracy(t, g);
    double squares = 0;
    const auto add = [&](uint64_t answers, double accuracy) {
        squares += static_cast<double>(answers) * (accuracy - mean) * (accuracy - mean);
    };
    const size_t phones = t.phone.size();
    for (size_t m = 0; m < t.cloud.size(); ++m) add(t.cloud[m].answers(), g.cloud_accuracy[m]);
    for (size_t m = 0; m < phones; ++m) add(t.phone[m].answers(), g.phone_accuracy[m]);
    for (size_t i = 0; i < t.combined.size(); ++i) {
        add(t.combined[i], combined_accuracy(g, i / phones, i % phones));
    }
    return answered(t) == 0 ? nan : __builtin_sqrt(squares / static_cast<double>(answered(t)));
}

double effective_accuracy(const Tally& t, const Grading& g) {
    const double sum = in_time(t.cloud, g.cloud_accuracy) + in_time(t.phone, g.phone_accuracy) +
                       of_combined(t.combined, g);
    return t.requests == 0 ? nan : sum / static_cast<double>(t.requests);
}

double effective_accuracy(const SeriesWindow& w, const Grading& g) {
    const double sum = in_time(w.cloud, g.cloud_accuracy) + in_time(w.phone, g.phone_accuracy);
    return w.requests == 0 ? nan : sum / static_cast<double>(w.requests);
}

double bound_accuracy(const Tally& t, const Grading& g) {
    double sum = of_combined(t.bound.combined, g);
    for (size_t m = 0; m < t.bound.cloud.size(); ++m) {
        sum += static_cast<double>(t.bound.cloud[m]) * g.cloud_accuracy[m];
    }
    for (size_t m = 0; m < t.bound.phone.size(); ++m) {
        sum += static_cast<double>(t.bound.phone[m]) * g.phone_accuracy[m];
    }
    return t.requests == 0 ? nan : sum / static_cast<double>(t.requests);
}

double capacity_bound(const Tally& t) {
    return over(t.bound.capacity->most, t.requests) * CapacityTally::unit;
}

double foreseen_accuracy(const Tally& t) {
    const uint128 least = t.bound.capacity->least;
    return least == 0 ? nan : over(least, t.requests) * CapacityTally::unit;
}

double cores_per_correct(const Tally& t, const Grading& g) {
    const double correct = right_in_time(t, g);
    return t.cores_there == 0 || correct == 0 ? nan
                                              : static_cast<double>(t.cores_there) / 1e6 / correct;
}

double dollars(const Tally& t, const Grading& g) {
    constexpr double hour_ns = 3.6e12;
    double sum = 0;
    const std::vector<double>& prices = g.prices.core_hours;
    if (prices.size() == 1) sum += prices[0] * static_cast<double>(t.cores_there) / hour_ns;
    for (size_t k = 0; k < t.cores_of_kinds.size(); ++k)
        sum += prices[k] * static_cast<double>(t.cores_of_kinds[k]) / hour_ns;
    for (size_t c = 0; c < g.prices.of_classes.size(); ++c) {
        const Prices::Transfer& price = g.prices.of_classes[c];
        const Tally& of_class = t.classes.empty() ? t : t.classes[c];
        const uint64_t answers = of_class.retries ? of_class.retries->executed : of_class.executed;
        sum += price.up_per_gb * static_cast<double>(of_class.sent_bytes) / 1e9;
        sum += price.down_per_gb * price.answer_bytes * static_cast<double>(answers) / 1e9;
    }
    return sum;
}

double dollars_per_correct(const Tally& t, const Grading& g) {
    const double correct = right_in_time(t, g);
    return correct == 0 ? nan : 1000 * dollars(t, g) / correct;
}

double queue_length(const Tally& t, const Grading& g) {
    if (g.replicas == 0 || t.requests < 2 || t.created.span_ns() == 0) return nan;
    // Little's law on the requests counted.
    return over(t.waiting.total, t.requests) * static_cast<double>(t.requests - 1) /
           static_cast<double>(t.created.span_ns());
}

double f1_of_shrinking(const Tally& t) {
    const ShrinkTally& s = t.shrink;
    const uint64_t found = 2 * s.phone_right + s.phone_wrong + s.cloud_wrong;
    return found == 0 ? nan : 2 * static_cast<double>(s.phone_right) / static_cast<double>(found);
}

namespace {

double part_of(uint64_t part, uint64_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double phi_of(const PairTally& pairs) {
    const uint64_t n = pairs.requests();
    const double cloud = part_of(pairs.both + pairs.cloud, n);
    const double phone = part_of(pairs.both + pairs.phone, n);
    const double variances = cloud * (1 - cloud) * phone * (1 - phone);
    if (n == 0 || !(variances > 0)) return nan;
    return (part_of(pairs.both, n) - cloud * phone) / __builtin_sqrt(variances);
}

double repaired(const PairTally& pairs, uint64_t right) {
    const uint64_t better = pairs.both + std::max(pairs.cloud, pairs.phone);
    const uint64_t mistakes = pairs.requests() - better;
    if (mistakes == 0) return nan;
    return (static_cast<double>(right) - static_cast<double>(better)) /
           static_cast<double>(mistakes);
}

double mean_energy_mwh(const Tally& t) {
    constexpr double pj_in_mwh = 3.6e12;
    return over(t.energy_pj, t.requests) / pj_in_mwh;
}

Domain accuracy_of_answers(const Grading& g) {
    double least = 1;
    for (const auto* pool : {&g.cloud_accuracy, &g.phone_accuracy}) {
        for (double accuracy : *pool) least = std::min(least, accuracy);
    }
    return {least, best_accuracy(g)};
}

Domain spread_of_accuracies(const Grading& g) {
    const Domain accuracies = accuracy_of_answers(g);
    return {0, std::max(0.0, accuracies.most - accuracies.least) / 2};
}

Domain not_negative(const Grading&) { return from_zero; }
Domain accuracy_in_time(const Grading& g) { return {0, best_accuracy(g)}; }
Domain share_of_time(const Grading&) { return from_zero_to_one; }
Domain correlation(const Grading&) { return {-1, 1}; }
Domain unbounded(const Grading&) { return anything; }
Domain number_of_attempts(const Grading& g) {
    return {0, std::max(1.0, static_cast<double>(g.most_attempts))};
}

}  // namespace mdisim
