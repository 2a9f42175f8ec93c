// From series to named numbers with intervals. The table in series_metrics.cpp is the only list of
// what is known window by window: series.csv, figures over time and claims read it.
#pragma once

#include "sim/measure/metrics.hpp"
#include "sim/measure/series.hpp"

namespace mdisim {

// In the order they are printed; usage.<model> and active.<model> follow those that all have, and
// those of clients that send again are last.
const std::vector<MetricInfo>& series_infos();
std::vector<MetricInfo> series_retry_infos();
std::vector<MetricInfo> series_infos(const Grading& grading);

// The windows that every replication has, in their order.
std::vector<Span> spans_of(const std::vector<Series>& replications);

// Over a span of whole windows, each replication's integrals and counts divided once; aligned with
// series_infos(grading). A replication in which there was nothing to measure, or that ended before,
// has not-a-number; the interval is of the others, and not-a-number when there are none.
std::vector<Metric> summarise(const std::vector<Series>& replications, const Span& span,
                              const Grading& grading);

}  // namespace mdisim
