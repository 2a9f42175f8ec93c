// From series to named numbers with intervals, for series.csv, figures over time and claims. They
// are the metrics of the one table (metric_rows.hpp) that windows of time have.
#pragma once

#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/series.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

// In the order they are printed.
std::vector<MetricInfo> series_infos(const Grading& grading);

// The windows that every replication has, in their order.
std::vector<Span> spans_of(const std::vector<Series>& replications);

// Over a span of whole windows, each replication's integrals and counts divided once; aligned with
// series_infos(grading). A replication in which there was nothing to measure, or that ended before,
// has not-a-number; the interval is of the others, and not-a-number when there are none.
std::vector<Metric> summarise(const std::vector<Series>& replications, const Span& span,
                              const Grading& grading);

}  // namespace mdisim
