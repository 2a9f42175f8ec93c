// Single metrics of single replications, and how far these are on the right side of a limit.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"

namespace mdisim {

// The values of a metric, one for each replication; not-a-number where nothing was measured.
// metric: its index in metric_infos(grading).
std::vector<double> values_of_metric(const std::vector<Tally>& replications, const Grading& grading,
                                     size_t metric);

// The number of requests in each replication that a metric is a mean over, if each of them adds
// between 0 and 1 to it, as to a share. None of other metrics.
std::optional<std::vector<double>> requests_of(const std::vector<Tally>& replications,
                                               const Grading& grading, size_t metric);

// What may lie beyond a limit of a quantile, and what does: shares of the values, the latter one
// for each replication, of so many values. None for a metric that is no quantile.
struct SharesBeyond {
    double allowed = 0;
    std::vector<double> above{};
    std::vector<double> values{};
};
std::optional<SharesBeyond> shares_beyond(double limit, const std::vector<Tally>& replications,
                                          const Grading& grading, size_t metric);

enum class LimitKind { least, most };

// The margins to a limit, one for each replication: not negative on the right side. That of a
// quantile is one of shares, since the mean of quantiles is no quantile: the 99th percentile is at
// most 500 ms if the share of longer values is at most 1 %. So the mean of margins is at least 0
// where the metric of all replications together is on the right side.
std::vector<double> margins_to(double limit, LimitKind kind, const std::vector<Tally>& replications,
                               const Grading& grading, size_t metric);

}  // namespace mdisim
