#include "sim/metrics/metric_rows.hpp"

#include <algorithm>
#include <utility>

#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/further_rows.hpp"
#include "sim/metrics/row_makers.hpp"

namespace mdisim {
namespace {

using namespace row_makers;

constexpr Ranked latencies = {[](T t) -> const Histogram& { return t.latencies; },
                              [](T t, double share) { return t.latency_quantile(share); }};
constexpr Ranked waits = {[](T t) -> const Histogram& { return t.waits; },
                          [](T t, double share) { return t.waits.quantile(share); }};

double ms(double ns) { return ns / 1e6; }

Ratio in_time(T t) { return {t.on_time, t.requests}; }
Ratio in_time_at_best(T t) { return {t.bound.requests(), t.requests}; }

std::vector<MetricRow> accuracy_rows() {
    return {
        average("rate_per_s", "requests", "per_s", neither, "requests created in a second",
                [](W w, S of) {
                    return static_cast<double>(w.requests) * 1e9 / static_cast<double>(of.span.ns);
                }),
        of_classes_too(share("attainment", "in time", higher,
                             "share of requests answered by the deadline",
                             [](const auto& t) -> Ratio {
                                 return {t.on_time, t.requests};
                             })),
        average(
            "aggregate_accuracy", "accuracy", "", higher,
            "mean accuracy of the model whose answer the user got, late or not",
            [](T t, S of) { return aggregate_accuracy(t, of.grading); }, accuracy_of_answers),
        average(
            "accuracy_sd", "standard deviation of accuracy", "", lower,
            "standard deviation over requests of the accuracy of the model that answered",
            [](T t, S of) { return accuracy_sd(t, of.grading); }, spread_of_accuracies),
        added_to_by(
            of_classes_too(average(
                "effective_accuracy", "effective accuracy", "", higher,
                "mean of accuracy x [answered by the deadline]",
                [](const auto& t, S of) -> double { return effective_accuracy(t, of.grading); },
                accuracy_in_time)),
            in_time),
        added_to_by(
            average(
                "bound_accuracy", "accuracy of the bound", "", neither,
                "effective accuracy of the clairvoyant bound on the same requests: the most "
                "accurate answer that could have met the deadline with no waiting",
                [](T t, S of) { return bound_accuracy(t, of.grading); }, accuracy_in_time),
            in_time_at_best),
        share("bound_attainment", "in time at best", neither,
              "share of requests that any decisions could have had answered by the deadline, with "
              "no waiting",
              [](T t) { return in_time_at_best(t); }),
        average(
            "regret", "regret", "", lower, "bound_accuracy minus effective_accuracy",
            [](T t, S of) {
                return bound_accuracy(t, of.grading) - effective_accuracy(t, of.grading);
            },
            accuracy_in_time),
        of_phones_too(
            share("on_device_reliance", "answered by the phone", lower,
                  "share of requests answered by the phone's copy because the cloud was late",
                  [](T t) {
                      return Ratio{t.rescued, t.requests};
                  })),
        average(
            "active_accuracy", "accuracy of the active model", "", neither,
            "mean accuracy of the models that were the active one, by time",
            [](W w, S of) {
                double sum = 0;
                uint128 ns = 0;
                for (size_t m = 0; m < w.active_ns.size(); ++m) {
                    sum += static_cast<double>(w.active_ns[m]) * of.grading.cloud_accuracy[m];
                    ns += w.active_ns[m];
                }
                return ns == 0 ? nan : sum / static_cast<double>(ns);
            },
            accuracy_in_time),
        share("dropped", "dropped", lower, "share of requests never answered",
              [](const auto& t) -> Ratio {
                  return {t.dropped, t.requests};
              }),
    };
}

std::vector<MetricRow> latency_rows() {
    return {
        of_classes_too(average(
            "latency_ms_mean", "latency", "ms", lower, "mean time from creation to answer",
            [](const auto& t) -> double { return ms(over(t.latency.total, answered(t))); })),
        average("latency_ms_sd", "standard deviation of latency", "ms", lower,
                "standard deviation of the latency",
                [](T t) { return ms(standard_deviation(t.latency, answered(t))); }),
        percentile("latency_ms_p25", "latency, 25th percentile", 0.25,
                   "a quarter of the answers take at most this long", latencies),
        percentile("latency_ms_p50", "median latency", 0.5, "median latency", latencies),
        percentile("latency_ms_p75", "latency, 75th percentile", 0.75,
                   "three quarters of the answers take at most this long", latencies),
        percentile("latency_ms_p95", "latency, 95th percentile", 0.95,
                   "95 % of the answers take at most this long", latencies),
        of_classes_too(percentile("latency_ms_p99", "latency, 99th percentile", 0.99,
                                  "99 % of the answers take at most this long", latencies)),
        percentile("latency_ms_p999", "latency, 99.9th percentile", 0.999,
                   "99.9 % of the answers take at most this long", latencies),
        average("wait_ms_mean", "wait", "ms", lower,
                "mean wait for a server, over executed requests",
                [](T t) { return ms(over(t.wait.total, t.executed)); }),
        percentile("wait_ms_p50", "median wait", 0.5, "median wait for a server", waits),
        percentile("wait_ms_p95", "wait, 95th percentile", 0.95,
                   "95 % of the waits are at most this long", waits),
        percentile("wait_ms_p99", "wait, 99th percentile", 0.99,
                   "99 % of the waits are at most this long", waits),
        share("waited", "had to wait", lower,
              "share of executed requests that had to wait for a server",
              [](T t) {
                  return Ratio{t.waits.total() - t.waits.zeros(), t.waits.total()};
              }),
        average("execution_ms_mean", "execution", "ms", lower, "mean execution time in the cloud",
                [](T t) { return ms(over(t.execution.total, t.executed)); }),
        average("network_ms_mean", "network", "ms", lower, "mean time on the network, both ways",
                [](T t) { return ms(over(t.network.total, t.executed)); }),
        average("before_execution_ms_mean", "before execution", "ms", lower,
                "mean time from creation to execution in the cloud",
                [](T t) { return ms(over(t.before_execution.total, t.executed)); }),
    };
}

std::vector<MetricRow> cost_rows() {
    return {
        average("sent_kb_mean", "sent by a request", "kb", lower, "mean kilobytes a request sends",
                [](T t) { return over(t.sent_bytes, t.requests) / 1000; }),
        of_phones_too(average("device_energy_j_mean", "energy of the phone", "j", lower,
                              "mean energy a request costs the phone",
                              [](T t) { return over(t.energy_pj, t.requests) / 1e12; })),
        average("waiting_mean", "waiting", "requests", lower,
                "mean number of requests waiting for a server",
                [](W w) { return over(w.waiting_ns, w.watched_ns); }),
        average(
            "utilisation", "utilisation", "", neither, "share of the servers' time spent executing",
            [](const auto& t) -> double { return over(t.cores_busy, t.cores_there); },
            share_of_time),
        average("replicas_mean", "servers", "replicas", neither,
                "mean number of replicas that can run something",
                [](W w) { return over(w.replicas_ns, w.watched_ns); }),
        average("offered_load", "load offered", "", neither,
                "core time that all executed requests take, over the core time available while "
                "requests came; above 1 the line grows as long as requests come",
                [](T t) { return over(t.cores_busy + t.cores_busy_after, t.cores_there); }),
        share("cold_starts", "cold starts", lower,
              "share of executed requests whose model had to be loaded first",
              [](T t) {
                  return Ratio{t.cold, t.executed};
              }),
        average("core_s_per_1000_correct", "core seconds per 1,000 correct", "s", lower,
                "seconds of the servers' cores, busy or not, for 1,000 right answers in time",
                [](T t, S of) { return cores_per_correct(t, of.grading); }),
        average("queue_length_mean", "waiting", "requests", lower,
                "mean number of requests waiting for a server",
                [](T t, S of) { return queue_length(t, of.grading); }),
    };
}

std::vector<MetricRow> model_rows() {
    return {
        share("usage.<model>", "<model>", neither,
              "share of requests for which this model was chosen",
              [](const auto& t, S of) -> Ratio {
                  return {t.chosen[of.model], t.requests};
              }),
        average(
            "active.<model>", "<model> active", "", neither,
            "share of the time in which this model was the active one",
            [](W w, S of) {
                const bool controlled = std::any_of(w.active_ns.begin(), w.active_ns.end(),
                                                    [](const uint128& ns) { return ns > 0; });
                return controlled ? over(w.active_ns[of.model], w.watched_ns) : nan;
            },
            share_of_time),
    };
}

struct Section {
    Having having;
    std::vector<MetricRow> (*rows)();
};
constexpr Section table_sections[] = {{Having::every, accuracy_rows},
                                      {Having::every, latency_rows},
                                      {Having::every, cost_rows},
                                      {Having::model, model_rows},
                                      {Having::phone_models, phone_model_rows},
                                      {Having::pictures, picture_rows},
                                      {Having::battery, battery_rows},
                                      {Having::uses, phone_use_rows},
                                      {Having::garbage, garbage_rows},
                                      {Having::lines, line_rows},
                                      {Having::prices, price_rows},
                                      {Having::sites, site_rows},
                                      {Having::retries, retry_rows},
                                      {Having::correctness, correctness_rows},
                                      {Having::labels, label_rows},
                                      {Having::logged_executions, log_rows},
                                      {Having::capacity, capacity_rows}};

}  // namespace

double MetricRow::operator()(const Tally& t, const Subject& subject) const {
    if (ranked == nullptr) return run(t, subject);
    return ranked->values(t).total() == 0 ? nan : ranked->quantile(t, at).ms();
}

const std::vector<MetricRow>& metric_rows() {
    static const std::vector<MetricRow> table = [] {
        std::vector<MetricRow> all;
        for (const Section& section : table_sections) {
            for (MetricRow& row : section.rows()) {
                row.having = section.having;
                row.info.row = row.info.name;
                all.push_back(std::move(row));
            }
        }
        return all;
    }();
    return table;
}

}  // namespace mdisim
