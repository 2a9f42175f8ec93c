#include "sim/measure/metric_rows.hpp"

#include <algorithm>

#include "sim/measure/ensemble.hpp"

namespace mdisim {
namespace {

using Row = MetricRow;
using Value = double (*)(const Tally&, const Grading&);
using Bounds = Domain (*)(const Grading&);
using Counts = Ratio (*)(const Tally&);

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
        const uint64_t n = late_too ? counts[m].answers() : counts[m].on_time();
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

// Requests that were dropped are not counted.
double offered_load(const Tally& t, const Grading&) {
    if (t.cores_there == 0) return nan;
    return static_cast<double>(t.cores_busy + t.cores_busy_after) /
           static_cast<double>(t.cores_there);
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

// Of the decision to shrink on the phone, against what would have been ready first.
double f1_of_shrinking(const Tally& t, const Grading&) {
    const ShrinkTally& s = t.shrink;
    const uint64_t found = 2 * s.phone_right + s.phone_wrong + s.cloud_wrong;
    return found == 0 ? nan : 2 * static_cast<double>(s.phone_right) / static_cast<double>(found);
}

constexpr double pj_in_mwh = 3.6e12;

double energy_mwh(const Tally& t, const Grading&) {
    return mean_of(t.energy_pj, t.requests) / pj_in_mwh;
}

// While somebody waits for an answer.
double power_mw(const Tally& t, const Grading&) {
    return t.latency.total == 0
               ? nan
               : static_cast<double>(t.energy_pj) / static_cast<double>(t.latency.total);
}

double largest(const std::vector<double>& accuracies) {
    return accuracies.empty() ? 0 : *std::max_element(accuracies.begin(), accuracies.end());
}

double best_accuracy(const Grading& g) {
    return combined_accuracy(largest(g.cloud_accuracy), largest(g.phone_accuracy), g.ensemble_gain);
}

Domain accuracy_of_answers(const Grading& g) {
    double least = 1;
    for (const auto* pool : {&g.cloud_accuracy, &g.phone_accuracy}) {
        for (double accuracy : *pool) least = std::min(least, accuracy);
    }
    return {least, best_accuracy(g)};
}

Row share(const char* name, const char* title, Better better, const char* doc, Counts counts) {
    Row row{{name, title, "", doc, MetricKind::share, better}};
    row.counts = counts;
    return row;
}
Row average(const char* name, const char* title, const char* unit, Better better, const char* doc,
            Value value, Bounds domain = not_negative) {
    return {{name, title, unit, doc, MetricKind::mean, better}, value, domain};
}
Row added_to_by(Row row, Counts adding) {
    row.adding = adding;
    return row;
}
Row quantile(const char* name, const char* title, double at, const char* doc,
             const Ranked& ranked) {
    Row row{{name, title, "ms", doc, MetricKind::quantile, Better::lower}};
    row.ranked = &ranked;
    row.at = at;
    return row;
}

constexpr Ranked latencies = {
    [](const Tally& t) -> const Histogram& { return t.latencies; },
    [](const Tally& t, double share) { return t.latency_quantile(share); }};
constexpr Ranked waits = {[](const Tally& t) -> const Histogram& { return t.waits; },
                          [](const Tally& t, double share) { return t.waits.quantile(share); }};

}  // namespace

Domain not_negative(const Grading&) { return from_zero; }
Domain accuracy_in_time(const Grading& g) { return {0, best_accuracy(g)}; }
Domain share_of_time(const Grading&) { return from_zero_to_one; }
Domain number_of_attempts(const Grading& g) {
    return {1, std::max(1.0, static_cast<double>(g.most_attempts))};
}

double MetricRow::operator()(const Tally& t, const Grading& g) const {
    if (value != nullptr) return value(t, g);
    if (counts != nullptr) return value_of(counts(t));
    return ranked->values(t).total() == 0 ? nan : ranked->quantile(t, at).ms();
}

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

const std::vector<Row>& metric_rows() {
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
                aggregate_accuracy, accuracy_of_answers),
        added_to_by(average("effective_accuracy", "effective accuracy", "", higher,
                            "mean of accuracy x [answered by the deadline]", effective_accuracy,
                            accuracy_in_time),
                    [](T t) {
                        return Ratio{t.on_time, t.requests};
                    }),
        added_to_by(
            average("bound_accuracy", "accuracy of the bound", "", neither,
                    "effective accuracy of the clairvoyant bound on the same requests: the most "
                    "accurate answer that could have met the deadline with no waiting",
                    bound_accuracy, accuracy_in_time),
            [](T t) {
                return Ratio{t.bound.requests(), t.requests};
            }),
        share("bound_attainment", "in time at best", neither,
              "share of requests that any decision could have had answered by the deadline, with "
              "no waiting",
              [](T t) {
                  return Ratio{t.bound.requests(), t.requests};
              }),
        average(
            "regret", "regret", "", lower, "bound_accuracy minus effective_accuracy",
            [](T t, G g) { return bound_accuracy(t, g) - effective_accuracy(t, g); },
            accuracy_in_time),
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
                "share of the servers' time spent executing", utilisation, share_of_time),
        average("offered_load", "load offered", "", neither,
                "core time of everything executed, to its end, over the core time there was while "
                "requests came; above 1 the line grows for as long as they come",
                offered_load),
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

const std::vector<const Row*>& class_rows() {
    static const std::vector<const Row*> table = [] {
        std::vector<const Row*> list;
        for (const char* name :
             {"attainment", "effective_accuracy", "latency_ms_mean", "latency_ms_p99"}) {
            for (const Row& row : metric_rows()) {
                if (row.info.name == name) list.push_back(&row);
            }
        }
        return list;
    }();
    return table;
}

const std::vector<Row>& picture_rows() {
    using enum Better;
    using T = const Tally&;
    static const std::vector<Row> table = {
        share("shrunk_on_phone", "shrunk on the phone", neither,
              "share of the pictures sent that were shrunk on the phone",
              [](T t) {
                  return Ratio{t.shrink.phone_right + t.shrink.phone_wrong, t.sent};
              }),
        share("shrunk_right", "shrunk in the better place", higher,
              "share of the pictures sent that were shrunk where they were ready first",
              [](T t) {
                  return Ratio{t.shrink.phone_right + t.shrink.cloud_right, t.sent};
              }),
        average("shrink_f1", "F1 of shrinking on the phone", "", higher,
                "F1 score of the decision to shrink on the phone, against what was ready first",
                f1_of_shrinking, share_of_time),
    };
    return table;
}

const std::vector<Row>& battery_rows() {
    using enum Better;
    using T = const Tally&;
    using G = const Grading&;
    static const std::vector<Row> table = {
        average("device_energy_mwh_mean", "energy of the phone", "mwh", lower,
                "mean energy a request costs the phone; 1 mWh is 3.6 J", energy_mwh),
        average("device_power_mw_mean", "power of the phone", "mw", lower,
                "the phone's energy over the time until answers came", power_mw),
        average(
            "device_power_over_idle", "power of the phone over idle", "", lower,
            "device_power_mw_mean as a multiple of the idle power, less one",
            [](T t, G g) {
                return g.idle_power_mw == 0 ? nan : power_mw(t, g) / g.idle_power_mw - 1;
            },
            [](G) {
                return Domain{-1, from_zero.most};
            }),
        average("requests_per_battery", "requests a battery lasts", "requests", higher,
                "requests that a full battery lasts for",
                [](T t, G g) { return 1000 * g.battery_wh / energy_mwh(t, g); }),
    };
    return table;
}

const std::vector<Row>& retry_rows() {
    using enum Better;
    using T = const Tally&;
    static const std::vector<Row> table = {
        average(
            "attempts_mean", "sent", "times", lower, "mean number of times a request was sent",
            [](T t, const Grading&) { return mean_of(t.retries->attempts, t.requests); },
            number_of_attempts),
        share("retried", "sent again", lower, "share of requests that were sent more than once",
              [](T t) {
                  return Ratio{t.retries->retried, t.requests};
              }),
        share("wasted_executions", "executed in vain", lower,
              "share of the executions whose answer was not the one that counted",
              [](T t) {
                  return Ratio{t.retries->others_executed, t.retries->executed};
              }),
    };
    return table;
}

std::vector<const Row*> further_rows(const Grading& grading) {
    std::vector<const Row*> list;
    if (grading.pictures) {
        for (const Row& row : picture_rows()) list.push_back(&row);
    }
    if (grading.battery_wh > 0) {
        for (const Row& row : battery_rows()) list.push_back(&row);
    }
    if (grading.most_attempts > 0) {
        for (const Row& row : retry_rows()) list.push_back(&row);
    }
    return list;
}

}  // namespace mdisim
