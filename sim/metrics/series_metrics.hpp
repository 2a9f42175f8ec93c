// Metrics of windows of time, computed from series, for series.csv, figures over time and claims.
// They are the rows of the one table (metric_rows.hpp) that windows have.
#pragma once

#include <vector>

#include "sim/measure/grading.hpp"
#include "sim/measure/series.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {

// The metrics of windows, in the order in which they are printed.
std::vector<MetricInfo> series_infos(const Grading& grading);

// The windows that every replication has, in their order.
std::vector<Span> spans_of(const std::vector<Series>& replications);

// The metrics over a span of whole windows, aligned with series_infos(grading). Integrals and
// counts of a replication are added up over the span and divided once. A replication in which
// nothing was measured, or that ended before the span, has not-a-number; the interval is that of
// the others, and not-a-number if there are none.
std::vector<Metric> summarise(const std::vector<Series>& replications, const Span& span,
                              const Grading& grading);

}  // namespace mdisim
