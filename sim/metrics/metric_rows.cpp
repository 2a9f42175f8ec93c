#include "sim/metrics/metric_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/row_forms.hpp"

namespace mdisim {
namespace {

using namespace row_forms;

using Row = MetricRow;
using T = const Tally&;
using W = const SeriesWindow&;
using S = const Subject&;
using enum Better;

constexpr Ranked latencies = {[](T t) -> const Histogram& { return t.latencies; },
                              [](T t, double share) { return t.latency_quantile(share); }};
constexpr Ranked waits = {[](T t) -> const Histogram& { return t.waits; },
                          [](T t, double share) { return t.waits.quantile(share); }};

double ms(double ns) { return ns / 1e6; }

Ratio in_time(T t) { return {t.on_time, t.requests}; }
Ratio in_time_at_best(T t) { return {t.bound.requests(), t.requests}; }

uint64_t attempts(T t) { return t.retries->attempts; }
uint64_t attempts(W w) { return w.attempts; }

std::vector<Row> accuracy_rows() {
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
        share("on_device_reliance", "answered by the phone", lower,
              "share of requests answered by the phone's copy because the cloud was late",
              [](T t) {
                  return Ratio{t.rescued, t.requests};
              }),
        share("dropped", "dropped", lower, "share of requests never answered",
              [](const auto& t) -> Ratio {
                  return {t.dropped, t.requests};
              }),
    };
}

std::vector<Row> latency_rows() {
    return {
        of_classes_too(average(
            "latency_ms_mean", "latency", "ms", lower, "mean time from creation to answer",
            [](const auto& t) -> double { return ms(over(t.latency.total, answered(t))); })),
        average("latency_ms_sd", "standard deviation of latency", "ms", lower,
                "standard deviation of the latency",
                [](T t) { return ms(standard_deviation(t.latency, answered(t))); }),
        quantile("latency_ms_p25", "latency, 25th percentile", 0.25,
                 "a quarter of the answers take at most this long", latencies),
        quantile("latency_ms_p50", "median latency", 0.5, "median latency", latencies),
        quantile("latency_ms_p75", "latency, 75th percentile", 0.75,
                 "three quarters of the answers take at most this long", latencies),
        quantile("latency_ms_p95", "latency, 95th percentile", 0.95,
                 "95 % of the answers take at most this long", latencies),
        of_classes_too(quantile("latency_ms_p99", "latency, 99th percentile", 0.99,
                                "99 % of the answers take at most this long", latencies)),
        quantile("latency_ms_p999", "latency, 99.9th percentile", 0.999,
                 "99.9 % of the answers take at most this long", latencies),
        average("wait_ms_mean", "wait", "ms", lower,
                "mean wait for a server, over executed requests",
                [](T t) { return ms(over(t.wait.total, t.executed)); }),
        quantile("wait_ms_p50", "median wait", 0.5, "median wait for a server", waits),
        quantile("wait_ms_p95", "wait, 95th percentile", 0.95,
                 "95 % of the waits are at most this long", waits),
        quantile("wait_ms_p99", "wait, 99th percentile", 0.99,
                 "99 % of the waits are at most this long", waits),
        average("execution_ms_mean", "execution", "ms", lower, "mean execution time in the cloud",
                [](T t) { return ms(over(t.execution.total, t.executed)); }),
        average("network_ms_mean", "network", "ms", lower, "mean time on the network, both ways",
                [](T t) { return ms(over(t.network.total, t.executed)); }),
        average("before_execution_ms_mean", "before execution", "ms", lower,
                "mean time from creation to execution in the cloud",
                [](T t) { return ms(over(t.before_execution.total, t.executed)); }),
    };
}

std::vector<Row> cost_rows() {
    return {
        average("sent_kb_mean", "sent by a request", "kb", lower, "mean kilobytes a request sends",
                [](T t) { return over(t.sent_bytes, t.requests) / 1000; }),
        average("device_energy_j_mean", "energy of the phone", "j", lower,
                "mean energy a request costs the phone",
                [](T t) { return over(t.energy_pj, t.requests) / 1e12; }),
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

std::vector<Row> model_rows() {
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

std::vector<Row> phone_model_rows() {
    return {
        share("run_on_phone", "run on the phone", lower,
              "share of requests for which the phone ran a model of its own, alone or as a copy",
              [](T t) {
                  return Ratio{t.copies, t.requests};
              }),
        average("copy_energy_j_mean", "energy of the phone's models", "j", lower,
                "mean energy that the phone's own models cost a request, with their loading: the "
                "part of device_energy_j_mean that a copy adds to a request that is sent",
                [](T t) { return over(t.models_pj, t.requests) / 1e12; }),
    };
}

std::vector<Row> picture_rows() {
    return {
        share("shrunk_on_phone", "shrunk on the phone", neither,
              "share of the pictures sent that were shrunk on the phone",
              [](T t) {
                  return Ratio{t.shrink.phone_right + t.shrink.phone_wrong, t.sent};
              }),
        share("shrunk_right", "shrunk in the better place", higher,
              "share of the pictures sent that were shrunk where they were ready sooner",
              [](T t) {
                  return Ratio{t.shrink.phone_right + t.shrink.cloud_right, t.sent};
              }),
        average(
            "shrink_f1", "F1 of shrinking on the phone", "", higher,
            "F1 score of the decision to shrink on the phone; right is where the picture is ready "
            "sooner",
            [](T t) { return f1_of_shrinking(t); }, share_of_time),
    };
}

std::vector<Row> battery_rows() {
    return {
        average("device_energy_mwh_mean", "energy of the phone", "mwh", lower,
                "mean energy a request costs the phone; 1 mWh is 3.6 J",
                [](T t) { return mean_energy_mwh(t); }),
        average("device_power_mw_mean", "power of the phone", "mw", lower,
                "the phone's energy over the time until answers came",
                [](T t) { return over(t.energy_pj, t.latency.total); }),
        average(
            "device_power_over_idle", "power of the phone over idle", "", lower,
            "device_power_mw_mean as a multiple of the idle power, less one",
            [](T t, S of) {
                const double idle = of.grading.idle_power_mw;
                return idle == 0 ? nan : over(t.energy_pj, t.latency.total) / idle - 1;
            },
            [](const Grading&) {
                return Domain{-1, from_zero.most};
            }),
        average("requests_per_battery", "requests a battery lasts", "requests", higher,
                "requests that a full battery lasts for",
                [](T t, S of) { return 1000 * of.grading.battery_wh / mean_energy_mwh(t); }),
    };
}

std::vector<Row> retry_rows() {
    return {
        average(
            "attempts_mean", "sent", "times", lower, "mean number of times a request was sent",
            [](const auto& t) -> double { return over(attempts(t), t.requests); },
            number_of_attempts),
        share("retried", "sent again", lower, "share of requests that were sent more than once",
              [](T t) {
                  return Ratio{t.retries->retried, t.requests};
              }),
        share("wasted_executions", "executed in vain", lower,
              "share of executions whose answer did not count",
              [](T t) {
                  return Ratio{t.retries->others_executed, t.retries->executed};
              }),
    };
}

std::vector<Row> correctness_rows() {
    return {
        share("correct", "right", higher,
              "share of the answers that were right, late or not, as drawn for each request; "
              "aggregate_accuracy is its mean",
              [](T t) {
                  return Ratio{t.rights->right, answered(t)};
              }),
        of_classes_too(share("correct_in_time", "right in time", higher,
                             "share of requests that got a right answer by the deadline, as drawn "
                             "for each request; effective_accuracy is its mean, but where an exit "
                             "takes the easy requests",
                             [](T t) {
                                 return Ratio{t.rights->in_time, t.requests};
                             })),
        average(
            "answers_phi", "phi of the two answers", "", neither,
            "correlation of being right between the answers of the cloud and of the phone, over "
            "requests that both answered",
            [](T t) { return phi_of(t.rights->answered); }, correlation),
        average(
            "chooser_repair", "repaired by a perfect chooser", "", neither,
            "what a perfect chooser between the answers of the cloud and of the phone would repair "
            "of the mistakes of the more accurate side, over requests that both answered",
            [](T t) {
                const PairTally& p = t.rights->answered;
                return repaired(p, p.both + p.cloud + p.phone);
            },
            share_of_time),
        average(
            "combining_repair", "repaired by combining", "", higher,
            "what combining answers repaired of the mistakes of the more accurate side, less what "
            "it spoilt, over requests whose answers were combined",
            [](T t) { return repaired(t.rights->combined, t.rights->combined_right); }, unbounded),
    };
}

std::vector<Row> log_rows() {
    return {share("execution_from_log", "executions from the log", neither,
                  "share of executions in the cloud whose time is the one that the log has of this "
                  "request and model; the others were drawn",
                  [](T t) {
                      return Ratio{t.from_log, t.executed};
                  })};
}

std::vector<Row> label_rows() {
    return {share("observed_accuracy.<model>", "<model>, observed accuracy", neither,
                  "share of right answers among those of this model that got a label",
                  [](T t, S of) {
                      const LabelCount& count = t.rights->labels[of.model];
                      return Ratio{count.right, count.labels};
                  })};
}

struct Section {
    Having having;
    std::vector<Row> (*rows)();
};
constexpr Section table_sections[] = {{Having::every, accuracy_rows},
                                      {Having::every, latency_rows},
                                      {Having::every, cost_rows},
                                      {Having::model, model_rows},
                                      {Having::phone_models, phone_model_rows},
                                      {Having::pictures, picture_rows},
                                      {Having::battery, battery_rows},
                                      {Having::retries, retry_rows},
                                      {Having::correctness, correctness_rows},
                                      {Having::labels, label_rows},
                                      {Having::logged_executions, log_rows}};

}  // namespace

double MetricRow::operator()(const Tally& t, const Subject& subject) const {
    if (ranked == nullptr) return run(t, subject);
    return ranked->values(t).total() == 0 ? nan : ranked->quantile(t, at).ms();
}

const std::vector<Row>& metric_rows() {
    static const std::vector<Row> table = [] {
        std::vector<Row> all;
        for (const Section& section : table_sections) {
            for (Row& row : section.rows()) {
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
