// Creation times of a workload, and what is known of Poisson processes to hold them against.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/engine/columns.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/workload/workload.hpp"

namespace mdisim::testing {

inline Time at_s(double s) { return Time{std::llrint(s * 1e9)}; }
inline double seconds(Time t) { return static_cast<double>(t.ns) / 1e9; }

// At most n creation times before the end, asked for in batches of this size.
inline std::vector<Time> times_of(const Workload& workload, size_t n, Time end = Time::max(),
                                  size_t batch = column_size, uint32_t replication = 0) {
    const ReadyWorkload ready(workload);
    Arrivals arrivals(ready, 17, replication, end);
    std::vector<Time> created(n);
    size_t some = 0;
    while (some < n && !arrivals.over()) {
        const size_t size = std::min(batch, n - some);
        double lane0[column_size], lane1[column_size];
        columns().uniforms(17, {arrival_draws, 0, replication, 0, some}, size, lane0, lane1);
        some += arrivals.next(size, lane0, created.data() + some);
    }
    created.resize(some);
    return created;
}

inline std::vector<Time> times_until(const Workload& workload, double end_s,
                                     uint32_t replication = 0) {
    return times_of(workload, 10'000'000, at_s(end_s), column_size, replication);
}

// How many come in each of n windows of this length, from time zero.
inline std::vector<double> counts_in(const std::vector<Time>& times, double window_s, size_t n) {
    std::vector<double> counts(n);
    for (Time t : times) {
        const auto window = static_cast<size_t>(seconds(t) / window_s);
        if (window < n) ++counts[window];
    }
    return counts;
}

// Sum of (count - expected)^2 / expected, less its mean, in standard deviations: Poisson counts
// have the variance 2 + 1/expected of a summand.
inline double chi_square_z(const std::vector<double>& counts, const std::vector<double>& expected) {
    double sum = 0;
    double variance = 0;
    for (size_t i = 0; i < counts.size(); ++i) {
        sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i] - 1;
        variance += 2 + 1 / expected[i];
    }
    return sum / std::sqrt(variance);
}

// The largest distance between the values' distribution and the uniform one, times sqrt(n): above
// 1.95 once in a thousand.
inline double kolmogorov(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(values.size());
    double worst = 0;
    for (size_t i = 0; i < values.size(); ++i) {
        const auto k = static_cast<double>(i);
        worst = std::max({worst, values[i] - k / n, (k + 1) / n - values[i]});
    }
    return worst * std::sqrt(n);
}

}  // namespace mdisim::testing
