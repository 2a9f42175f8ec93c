#include "sim/measure/metrics.hpp"

#include <cmath>

#include "sim/describe/check.hpp"
#include "sim/measure/metric_rows.hpp"

namespace mdisim {
namespace {

std::vector<MetricInfo> infos_of(const std::vector<MetricRow>& rows) {
    std::vector<MetricInfo> infos;
    for (const MetricRow& row : rows) infos.push_back(row.info);
    return infos;
}

Interval interval_of(MetricKind kind, const std::vector<double>& values, Ratio pooled) {
    for (double value : values) {
        if (std::isnan(value)) return {nan, nan, nan};
    }
    if (kind == MetricKind::share) return share_interval(values, pooled.hits, pooled.trials);
    return student_interval(values);
}

// A quantile of the pooled replications, with the spread of the sections about it; too few answers
// beyond it to speak of are nothing measured.
void pool_quantile(Metric& metric, const MetricRow& row, const Tally& all, const Grading& grading) {
    constexpr double enough = 30;
    const double tail = row.at < 0.5 ? row.at : 1 - row.at;
    if (tail * static_cast<double>(row.which(all).total()) < enough) {
        metric.interval = {nan, nan, nan};
        return;
    }
    const double pooled = row(all, grading);
    const double width = metric.interval.half_width();
    metric.interval = {pooled, pooled - width, pooled + width};
}

using Tallies = std::vector<const Tally*>;

Metric measured(const MetricRow& row, const Tallies& replications, const Tally& pooled,
                const Grading& grading) {
    Metric metric;
    metric.replications.reserve(replications.size());
    for (const Tally* tally : replications) metric.replications.push_back(row(*tally, grading));
    const Ratio ratio = row.counts != nullptr ? row.counts(pooled) : Ratio{0, 0};
    metric.interval = interval_of(row.info.kind, metric.replications, ratio);
    if (row.info.kind == MetricKind::quantile) {
        pool_quantile(metric, row, pooled, grading);
    }
    return metric;
}

}  // namespace

const std::vector<MetricInfo>& metric_infos() {
    static const std::vector<MetricInfo> infos = infos_of(metric_rows());
    return infos;
}

std::vector<MetricInfo> picture_infos() { return infos_of(picture_rows()); }
std::vector<MetricInfo> battery_infos() { return infos_of(battery_rows()); }
std::vector<MetricInfo> retry_infos() { return infos_of(retry_rows()); }

std::vector<MetricInfo> metric_infos(const Grading& grading) {
    std::vector<MetricInfo> infos = metric_infos();
    for (const std::string& name : grading.cloud_names) {
        infos.push_back({"usage." + name, name, "",
                         "share of requests for which this model was chosen", MetricKind::share,
                         Better::neither});
    }
    for (const std::string& name : grading.class_names) {
        for (MetricInfo& info : class_infos(name)) infos.push_back(std::move(info));
    }
    for (const MetricRow* row : further_rows(grading)) infos.push_back(row->info);
    return infos;
}

std::vector<MetricInfo> class_infos(const std::string& name) {
    std::vector<MetricInfo> infos;
    for (const MetricRow* row : class_rows()) {
        MetricInfo& info = infos.emplace_back(row->info);
        info.name += "." + name;
        info.title += ", " + name;
        info.doc += "; of the requests of this class";
    }
    return infos;
}

std::vector<Metric> summarise(const std::vector<Tally>& replications, const Grading& grading) {
    ensure(!replications.empty(), "a cell needs a replication");
    Tally pooled = replications.front();
    for (size_t r = 1; r < replications.size(); ++r) pooled.merge(replications[r]);

    std::vector<Metric> metrics;
    metrics.reserve(metric_rows().size() + grading.cloud_names.size());
    Tallies all;
    for (const Tally& tally : replications) all.push_back(&tally);
    for (const MetricRow& row : metric_rows())
        metrics.push_back(measured(row, all, pooled, grading));
    for (size_t m = 0; m < grading.cloud_names.size(); ++m) {
        Metric metric;
        for (const Tally& tally : replications) {
            metric.replications.push_back(value_of({tally.chosen[m], tally.requests}));
        }
        metric.interval = interval_of(MetricKind::share, metric.replications,
                                      {pooled.chosen[m], pooled.requests});
        metrics.push_back(std::move(metric));
    }
    for (size_t c = 0; c < grading.class_names.size(); ++c) {
        Tallies of_class;
        for (const Tally& tally : replications) of_class.push_back(&tally.classes[c]);
        for (const MetricRow* row : class_rows()) {
            metrics.push_back(measured(*row, of_class, pooled.classes[c], grading));
        }
    }
    for (const MetricRow* row : further_rows(grading)) {
        metrics.push_back(measured(*row, all, pooled, grading));
    }
    return metrics;
}

}  // namespace mdisim
