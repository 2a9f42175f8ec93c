#include "sim/metrics/series_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/parts.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/world_rows.hpp"

namespace mdisim {
namespace {

// The limits of a metric: its domain, or the pooled counts if it is a share.
using Limits = std::variant<Domain, Ratio>;

Metric metric_of(std::vector<double> replications, const Limits& limits) {
    const auto* pooled = std::get_if<Ratio>(&limits);
    const Domain domain = pooled != nullptr ? from_zero_to_one : std::get<Domain>(limits);
    Metric metric{{nan, nan, nan}, std::move(replications), domain};
    std::vector<double> measured = metric.replications;
    std::erase_if(measured, [](double x) { return std::isnan(x); });
    if (measured.empty()) return metric;
    metric.interval = pooled != nullptr ? share_interval(measured, pooled->hits, pooled->trials)
                                        : student_interval(measured, domain);
    return metric;
}

}  // namespace

std::vector<MetricInfo> series_infos(const Grading& grading) {
    return infos_of(window_rows(grading), grading);
}

std::vector<Span> spans_of(const std::vector<Series>& replications) {
    size_t least = replications.empty() ? 0 : Series::most_windows;
    for (const Series& series : replications) least = std::min(least, series.windows().size());
    std::vector<Span> spans;
    for (size_t k = 0; k < least; ++k) spans.push_back(replications.front().span_of(k));
    return spans;
}

std::vector<Metric> summarise(const std::vector<Series>& replications, const Span& span,
                              const Grading& grading) {
    ensure(!replications.empty(), "a cell needs a replication");
    std::vector<std::optional<SeriesWindow>> each;
    SeriesWindow pooled(grading.cloud_names.size(), grading.phone_accuracy.size(),
                        grading.uses.has_value());
    for (const Series& series : replications) {
        each.emplace_back();
        if (series.reaches(span.until)) combine(pooled, each.back().emplace(series.over(span)));
    }
    std::vector<Metric> metrics;
    for (const WorldRow& known : window_rows(grading)) {
        const Measure<SeriesWindow>& measure = known.row->window;
        const Subject subject{grading, known.model, span.until - span.from};
        std::vector<double> values;
        for (const auto& sum : each) values.push_back(sum ? measure(*sum, subject) : nan);
        const Limits limits = measure.counts != nullptr ? Limits(measure.counts(pooled, subject))
                                                        : Limits(known.row->domain(grading));
        metrics.push_back(metric_of(std::move(values), limits));
    }
    return metrics;
}

}  // namespace mdisim
