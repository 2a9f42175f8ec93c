#include "sim/measure/series_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>

#include "sim/describe/check.hpp"
#include "sim/measure/metric_rows.hpp"

namespace mdisim {
namespace {

double over(uint128 a, uint128 b) {
    return b == 0 ? nan : static_cast<double>(a) / static_cast<double>(b);
}

double rate(const SeriesWindow& w, Duration span, const Grading&) {
    return static_cast<double>(w.requests) * 1e9 / static_cast<double>(span.ns);
}

double effective_accuracy(const SeriesWindow& w, Duration, const Grading& g) {
    double sum = 0;
    for (size_t m = 0; m < w.cloud_on_time.size(); ++m) {
        sum += static_cast<double>(w.cloud_on_time[m]) * g.cloud_accuracy[m];
    }
    for (size_t m = 0; m < w.phone_on_time.size(); ++m) {
        sum += static_cast<double>(w.phone_on_time[m]) * g.phone_accuracy[m];
    }
    return w.requests == 0 ? nan : sum / static_cast<double>(w.requests);
}

using WindowValue = double (*)(const SeriesWindow&, Duration span, const Grading&);
using WindowCounts = Ratio (*)(const SeriesWindow&);

// One of value and counts.
struct WindowRow {
    MetricInfo info;
    WindowValue value = nullptr;
    WindowCounts counts = nullptr;
    Domain (*domain)(const Grading&) = not_negative;  // of a value
};

const std::vector<WindowRow>& window_rows() {
    using enum Better;
    using enum MetricKind;
    using W = const SeriesWindow&;
    using G = const Grading&;
    static const std::vector<WindowRow> table = {
        {{"rate_per_s", "requests", "per_s", "requests created in a second", mean, neither}, rate},
        {{"attainment", "in time", "", "share of requests answered by the deadline", share, higher},
         nullptr,
         [](W w) {
             return Ratio{w.on_time, w.requests};
         }},
        {{"effective_accuracy", "effective accuracy", "",
          "mean of accuracy x [answered by the deadline]", mean, higher},
         effective_accuracy,
         nullptr,
         accuracy_in_time},
        {{"dropped", "dropped", "", "share of requests never answered", share, lower},
         nullptr,
         [](W w) {
             return Ratio{w.dropped, w.requests};
         }},
        {{"latency_ms_mean", "latency", "ms", "mean time from creation to answer", mean, lower},
         [](W w, Duration, G) { return over(w.latency_ns, w.requests - w.dropped) / 1e6; }},
        {{"waiting_mean", "waiting", "requests", "mean number of requests waiting for a server",
          mean, lower},
         [](W w, Duration, G) { return over(w.waiting_ns, w.watched_ns); }},
        {{"utilisation", "utilisation", "", "share of the servers' time spent executing", mean,
          neither},
         [](W w, Duration, G) { return over(w.cores_busy_ns, w.cores_ns); },
         nullptr,
         share_of_time},
        {{"replicas_mean", "servers", "replicas", "mean number of replicas that can run something",
          mean, neither},
         [](W w, Duration, G) { return over(w.replicas_ns, w.watched_ns); }},
    };
    return table;
}

const WindowRow& attempts_row() {
    static const WindowRow row = {
        {"attempts_mean", "sent", "times", "mean number of times a request was sent",
         MetricKind::mean, Better::lower},
        [](const SeriesWindow& w, Duration, const Grading&) {
            return over(w.attempts, w.requests);
        },
        nullptr,
        number_of_attempts};
    return row;
}

// Where nothing controls, no model is the active one.
double active(const SeriesWindow& w, size_t model) {
    const bool any = std::any_of(w.active_ns.begin(), w.active_ns.end(),
                                 [](const uint128& ns) { return ns > 0; });
    return any ? over(w.active_ns[model], w.watched_ns) : nan;
}

// What lies in a domain, or a share of so many.
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

const std::vector<MetricInfo>& series_infos() {
    static const std::vector<MetricInfo> infos = [] {
        std::vector<MetricInfo> list;
        for (const WindowRow& row : window_rows()) list.push_back(row.info);
        return list;
    }();
    return infos;
}

std::vector<MetricInfo> series_retry_infos() { return {attempts_row().info}; }

std::vector<MetricInfo> series_infos(const Grading& grading) {
    std::vector<MetricInfo> infos = series_infos();
    for (const std::string& name : grading.cloud_names) {
        infos.push_back({"usage." + name, name, "",
                         "share of requests for which this model was chosen", MetricKind::share,
                         Better::neither});
    }
    for (const std::string& name : grading.cloud_names) {
        infos.push_back({"active." + name, name + " active", "",
                         "share of the time in which this model was the active one",
                         MetricKind::mean, Better::neither});
    }
    if (grading.most_attempts > 0) infos.push_back(attempts_row().info);
    return infos;
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
    const size_t models = grading.cloud_names.size();
    std::vector<std::optional<SeriesWindow>> each;
    SeriesWindow pooled(models, grading.phone_accuracy.size());
    for (const Series& series : replications) {
        each.emplace_back();
        if (series.reaches(span.until)) pooled.merge(each.back().emplace(series.over(span)));
    }
    const auto metric = [&](auto value, const Limits& limits) {
        std::vector<double> values;
        for (const auto& sum : each) values.push_back(sum ? value(*sum) : nan);
        return metric_of(std::move(values), limits);
    };
    const auto share = [](Ratio p) { return over(p.hits, p.trials); };

    const auto of_row = [&](const WindowRow& row) {
        if (row.counts != nullptr) {
            return metric([&](const SeriesWindow& w) { return share(row.counts(w)); },
                          row.counts(pooled));
        }
        return metric(
            [&](const SeriesWindow& w) { return row.value(w, span.until - span.from, grading); },
            row.domain(grading));
    };

    std::vector<Metric> metrics;
    for (const WindowRow& row : window_rows()) metrics.push_back(of_row(row));
    for (size_t m = 0; m < models; ++m) {
        const auto usage = [m](const SeriesWindow& w) { return Ratio{w.chosen[m], w.requests}; };
        metrics.push_back(
            metric([&](const SeriesWindow& w) { return share(usage(w)); }, usage(pooled)));
    }
    for (size_t m = 0; m < models; ++m) {
        metrics.push_back(
            metric([m](const SeriesWindow& w) { return active(w, m); }, from_zero_to_one));
    }
    if (grading.most_attempts > 0) metrics.push_back(of_row(attempts_row()));
    return metrics;
}

}  // namespace mdisim
