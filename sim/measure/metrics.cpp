#include "sim/measure/metrics.hpp"

#include <cmath>
#include <limits>

#include "sim/describe/check.hpp"
#include "sim/measure/ensemble.hpp"

namespace mdisim {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Ratio {
    uint64_t hits;
    uint64_t trials;
};

double value_of(Ratio ratio) {
    return ratio.trials == 0 ? nan
                             : static_cast<double>(ratio.hits) / static_cast<double>(ratio.trials);
}

double mean_of(uint128 total, uint64_t n) {
    return n == 0 ? nan : static_cast<double>(total) / static_cast<double>(n);
}

// About the whole part of the mean first, in whole numbers: nothing cancels.
double sd_of(const Sum& sum, uint64_t n) {
    if (n < 2) return nan;
    const uint128 whole = sum.total / n;
    const uint128 about = sum.squares - 2 * whole * sum.total + whole * whole * n;
    const double rest = mean_of(sum.total % n, n);
    const double variance = mean_of(about, n) - rest * rest;
    return variance > 0 ? __builtin_sqrt(variance) : 0;
}

double ms(double ns) { return ns / 1e6; }

uint64_t answered(const Tally& t) { return t.requests - t.dropped; }

double weighted(const std::vector<AnswerCount>& counts, const std::vector<double>& accuracy,
                bool late_too) {
    double sum = 0;
    for (size_t m = 0; m < counts.size(); ++m) {
        const uint64_t n = counts[m].on_time + (late_too ? counts[m].late : 0);
        sum += static_cast<double>(n) * accuracy[m];
    }
    return sum;
}

double of_combined(const std::vector<uint64_t>& pairs, const Grading& g) {
    const size_t phones = g.phone_accuracy.size();
    double sum = 0;
    for (size_t i = 0; i < pairs.size(); ++i) {
        const double each = combined_accuracy(g.cloud_accuracy[i / phones],
                                              g.phone_accuracy[i % phones], g.ensemble_gain);
        sum += static_cast<double>(pairs[i]) * each;
    }
    return sum;
}

double aggregate_accuracy(const Tally& t, const Grading& g) {
    const double sum = weighted(t.cloud, g.cloud_accuracy, true) +
                       weighted(t.phone, g.phone_accuracy, true) + of_combined(t.combined, g);
    return answered(t) == 0 ? nan : sum / static_cast<double>(answered(t));
}

double span_ns(const Tally& t) {
    return static_cast<double>(t.last_created_ns - t.first_created_ns);
}

double utilisation(const Tally& t, const Grading&) {
    if (t.cores_there == 0) return nan;
    return static_cast<double>(t.cores_busy) / static_cast<double>(t.cores_there);
}

double cores_per_correct(const Tally& t, const Grading& g) {
    const double correct = effective_accuracy(t, g) * static_cast<double>(t.requests);
    return t.cores_there == 0 || correct == 0 ? nan
                                              : static_cast<double>(t.cores_there) / 1e6 / correct;
}

double queue_length(const Tally& t, const Grading& g) {
    if (g.replicas == 0 || t.requests < 2) return nan;
    // Little's law on the requests counted.
    return mean_of(t.waiting.total, t.requests) * static_cast<double>(t.requests - 1) / span_ns(t);
}

using Value = double (*)(const Tally&, const Grading&);
using Counts = Ratio (*)(const Tally&);
using Which = const Histogram& (*)(const Tally&);

// One of value, counts and which: a mean, a share, a quantile.
struct Row {
    MetricInfo info;
    Value value = nullptr;
    Counts counts = nullptr;
    Which which = nullptr;
    double at = 0;

    double operator()(const Tally& t, const Grading& g) const {
        if (value != nullptr) return value(t, g);
        if (counts != nullptr) return value_of(counts(t));
        return which(t).total() == 0 ? nan : which(t).quantile(at).ms();
    }
};

Row share(const char* name, const char* title, Better better, const char* doc, Counts counts) {
    return {{name, title, "", doc, MetricKind::share, better}, nullptr, counts, nullptr, 0};
}
Row average(const char* name, const char* title, const char* unit, Better better, const char* doc,
            Value value) {
    return {{name, title, unit, doc, MetricKind::mean, better}, value, nullptr, nullptr, 0};
}
Row quantile(const char* name, const char* title, double at, const char* doc, Which which) {
    return {
        {name, title, "ms", doc, MetricKind::quantile, Better::lower}, nullptr, nullptr, which, at};
}

const Histogram& latencies(const Tally& t) { return t.latencies; }
const Histogram& waits(const Tally& t) { return t.waits; }

const std::vector<Row>& rows() {
    using enum Better;
    using T = const Tally&;
    using G = const Grading&;
    static const std::vector<Row> table = {
        share("attainment", "in time", higher, "share of requests answered by the deadline",
              [](T t) {
                  return Ratio{t.on_time, t.requests};
              }),
        average("aggregate_accuracy", "accuracy", "", higher,
                "mean accuracy of the model whose answer the user got, late or not",
                aggregate_accuracy),
        average("effective_accuracy", "effective accuracy", "", higher,
                "mean of accuracy x [answered by the deadline]", effective_accuracy),
        average("bound_accuracy", "accuracy of the bound", "", neither,
                "effective accuracy of the clairvoyant bound on the same requests: the most "
                "accurate answer that could have met the deadline with no waiting",
                bound_accuracy),
        average("regret", "regret", "", lower, "bound_accuracy minus effective_accuracy",
                [](T t, G g) { return bound_accuracy(t, g) - effective_accuracy(t, g); }),
        share("on_device_reliance", "answered by the phone", lower,
              "share of requests answered by the phone's copy because the cloud was late",
              [](T t) {
                  return Ratio{t.rescued, t.requests};
              }),
        share("dropped", "dropped", lower, "share of requests never answered",
              [](T t) {
                  return Ratio{t.dropped, t.requests};
              }),
        average("latency_ms_mean", "latency", "ms", lower, "mean time from creation to answer",
                [](T t, G) { return ms(mean_of(t.latency.total, answered(t))); }),
        average("latency_ms_sd", "standard deviation of latency", "ms", lower,
                "standard deviation of the latency",
                [](T t, G) { return ms(sd_of(t.latency, answered(t))); }),
        quantile("latency_ms_p25", "latency, 25th percentile", 0.25,
                 "a quarter of the answers are at most this late", latencies),
        quantile("latency_ms_p50", "median latency", 0.5, "median latency", latencies),
        quantile("latency_ms_p75", "latency, 75th percentile", 0.75,
                 "three quarters of the answers are at most this late", latencies),
        quantile("latency_ms_p95", "latency, 95th percentile", 0.95,
                 "95 % of the answers are at most this late", latencies),
        quantile("latency_ms_p99", "latency, 99th percentile", 0.99,
                 "99 % of the answers are at most this late", latencies),
        quantile("latency_ms_p999", "latency, 99.9th percentile", 0.999,
                 "99.9 % of the answers are at most this late", latencies),
        average("wait_ms_mean", "wait", "ms", lower, "mean wait for a server, of what was executed",
                [](T t, G) { return ms(mean_of(t.wait.total, t.executed)); }),
        quantile("wait_ms_p50", "median wait", 0.5, "median wait for a server", waits),
        quantile("wait_ms_p95", "wait, 95th percentile", 0.95,
                 "95 % of the waits are at most this long", waits),
        quantile("wait_ms_p99", "wait, 99th percentile", 0.99,
                 "99 % of the waits are at most this long", waits),
        average("execution_ms_mean", "execution", "ms", lower, "mean execution time in the cloud",
                [](T t, G) { return ms(mean_of(t.execution.total, t.executed)); }),
        average("network_ms_mean", "network", "ms", lower, "mean time on the network, both ways",
                [](T t, G) { return ms(mean_of(t.network.total, t.executed)); }),
        average("before_execution_ms_mean", "before execution", "ms", lower,
                "mean time from creation to execution in the cloud",
                [](T t, G) { return ms(mean_of(t.before_execution.total, t.executed)); }),
        average("sent_kb_mean", "sent by a request", "kb", lower, "mean kilobytes a request sends",
                [](T t, G) { return mean_of(t.sent_bytes, t.requests) / 1000; }),
        average("device_energy_j_mean", "energy of the phone", "j", lower,
                "mean energy a request costs the phone",
                [](T t, G) { return mean_of(t.energy_pj, t.requests) / 1e12; }),
        average("utilisation", "utilisation", "", neither,
                "share of the servers' time spent executing", utilisation),
        share("cold_starts", "cold starts", lower,
              "share of executed requests whose model had to be loaded first",
              [](T t) {
                  return Ratio{t.cold, t.executed};
              }),
        average("core_s_per_1000_correct", "core seconds per 1,000 correct", "s", lower,
                "seconds of the servers' cores, busy or not, for 1,000 right answers in time",
                cores_per_correct),
        average("queue_length_mean", "waiting", "requests", lower,
                "mean number of requests waiting for a server", queue_length),
    };
    return table;
}

Interval interval_of(const MetricInfo& info, const std::vector<double>& values, Ratio pooled) {
    for (double value : values) {
        if (std::isnan(value)) return {nan, nan, nan};
    }
    if (info.kind == MetricKind::share) return share_interval(values, pooled.hits, pooled.trials);
    return student_interval(values);
}

// A quantile of the pooled replications, with the spread of the sections about it; too few answers
// beyond it to speak of are nothing measured.
void pool_quantile(Metric& metric, double pooled, double beyond) {
    constexpr double enough = 30;
    if (beyond < enough) {
        metric.interval = {nan, nan, nan};
        return;
    }
    const double width = metric.interval.half_width();
    metric.interval = {pooled, pooled - width, pooled + width};
}

using Tallies = std::vector<const Tally*>;

Metric measured(const Row& row, const Tallies& replications, const Tally& pooled,
                const Grading& grading) {
    Metric metric;
    for (const Tally* tally : replications) metric.replications.push_back(row(*tally, grading));
    const Ratio ratio = row.counts != nullptr ? row.counts(pooled) : Ratio{0, 0};
    metric.interval = interval_of(row.info, metric.replications, ratio);
    if (row.info.kind == MetricKind::quantile) {
        const double tail = row.at < 0.5 ? row.at : 1 - row.at;
        const double beyond = tail * static_cast<double>(row.which(pooled).total());
        pool_quantile(metric, row(pooled, grading), beyond);
    }
    return metric;
}

// What is also known of each class.
const std::vector<const Row*>& class_rows() {
    static const std::vector<const Row*> table = [] {
        std::vector<const Row*> list;
        for (const char* name :
             {"attainment", "effective_accuracy", "latency_ms_mean", "latency_ms_p99"}) {
            for (const Row& row : rows()) {
                if (row.info.name == name) list.push_back(&row);
            }
        }
        return list;
    }();
    return table;
}

}  // namespace

double effective_accuracy(const Tally& t, const Grading& g) {
    const double sum = weighted(t.cloud, g.cloud_accuracy, false) +
                       weighted(t.phone, g.phone_accuracy, false) + of_combined(t.combined, g);
    return t.requests == 0 ? nan : sum / static_cast<double>(t.requests);
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

const std::vector<MetricInfo>& metric_infos() {
    static const std::vector<MetricInfo> infos = [] {
        std::vector<MetricInfo> list;
        for (const Row& row : rows()) list.push_back(row.info);
        return list;
    }();
    return infos;
}

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
    return infos;
}

std::vector<MetricInfo> class_infos(const std::string& name) {
    std::vector<MetricInfo> infos;
    for (const Row* row : class_rows()) {
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
    Tallies all;
    for (const Tally& tally : replications) all.push_back(&tally);
    for (const Row& row : rows()) metrics.push_back(measured(row, all, pooled, grading));
    const std::vector<MetricInfo> infos = metric_infos(grading);
    for (size_t m = 0; m < grading.cloud_names.size(); ++m) {
        Metric metric;
        for (const Tally& tally : replications) {
            metric.replications.push_back(value_of({tally.chosen[m], tally.requests}));
        }
        metric.interval = interval_of(infos[rows().size() + m], metric.replications,
                                      {pooled.chosen[m], pooled.requests});
        metrics.push_back(std::move(metric));
    }
    for (size_t c = 0; c < grading.class_names.size(); ++c) {
        Tallies of_class;
        for (const Tally& tally : replications) of_class.push_back(&tally.classes[c]);
        for (const Row* row : class_rows()) {
            metrics.push_back(measured(*row, of_class, pooled.classes[c], grading));
        }
    }
    return metrics;
}

}  // namespace mdisim
