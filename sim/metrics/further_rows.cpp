#include "sim/metrics/further_rows.hpp"

#include <cstdint>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/line_errors.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/interval.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/metrics/row_makers.hpp"

namespace mdisim {

using namespace row_makers;

namespace {

uint64_t attempts(T t) { return t.retries->attempts; }
uint64_t attempts(W w) { return w.attempts; }

}  // namespace

std::vector<MetricRow> phone_model_rows() {
    return {
        of_phones_too(share(
            "run_on_phone", "run on the phone", lower,
            "share of requests for which the phone ran a model of its own, alone or as a copy",
            [](T t) {
                return Ratio{t.copies, t.requests};
            })),
        of_phones_too(average(
            "copy_energy_j_mean", "energy of the phone's models", "j", lower,
            "mean energy that the phone's own models cost a request, with their loading: the "
            "part of device_energy_j_mean that a copy adds to a request that is sent",
            [](T t) { return over(t.models_pj, t.requests) / 1e12; })),
    };
}

std::vector<MetricRow> picture_rows() {
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

std::vector<MetricRow> battery_rows() {
    return {
        of_phones_too(average("device_energy_mwh_mean", "energy of the phone", "mwh", lower,
                              "mean energy a request costs the phone; 1 mWh is 3.6 J",
                              [](T t) { return mean_energy_mwh(t); })),
        of_phones_too(average("device_power_mw_mean", "power of the phone", "mw", lower,
                              "the phone's energy over the time until answers came",
                              [](T t) { return over(t.energy_pj, t.latency.total); })),
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
        of_phones_too(
            average("requests_per_battery", "requests a battery lasts", "requests", higher,
                    "requests that a full battery lasts for",
                    [](T t, S of) { return 1000 * of.grading.battery_wh / mean_energy_mwh(t); })),
    };
}

namespace {

double error_of_lines(T t, uint128 LineErrors::*stage) {
    return over((*t.lines).*stage, t.lines->fits) / 1e9;
}

}  // namespace

std::vector<MetricRow> line_rows() {
    return {
        average("phone_line_error", "error of lines of shrinking on the phone", "", lower,
                "mean absolute percentage error of a line that predicts the time of shrinking on "
                "the phone, on measurements that were put aside",
                [](T t) { return error_of_lines(t, &LineErrors::on_phone); }),
        average("network_line_error", "error of lines of the network's time", "", lower,
                "mean absolute percentage error of a line that predicts the time on the network, "
                "on measurements that were put aside",
                [](T t) { return error_of_lines(t, &LineErrors::network); }),
        average("cloud_line_error", "error of lines of shrinking in the cloud", "", lower,
                "mean absolute percentage error of a line that predicts the time of shrinking in "
                "the cloud, on measurements that were put aside",
                [](T t) { return error_of_lines(t, &LineErrors::in_cloud); }),
    };
}

std::vector<MetricRow> price_rows() {
    return {
        average("dollars_per_1000_correct", "cost of 1,000 right answers", "dollars", lower,
                "dollars that servers and transfers cost for 1,000 right answers in time; cores "
                "cost from the first counted request to the last, busy or not",
                [](T t, S of) { return dollars_per_correct(t, of.grading); }),
        average("dollars_per_1000_requests", "cost of 1,000 requests", "dollars", lower,
                "dollars that servers and transfers cost for 1,000 requests",
                [](T t, S of) {
                    return t.requests == 0
                               ? nan
                               : 1000 * dollars(t, of.grading) / static_cast<double>(t.requests);
                }),
    };
}

std::vector<MetricRow> site_rows() {
    return {
        share("sent_to.<site>", "sent to <site>", neither,
              "share of the requests sent to the cloud that were sent to this site; of a request "
              "that was sent several times, the attempt counts whose answer the user got",
              [](T t, S of) {
                  return Ratio{t.sites[of.model].requests, t.sent};
              }),
        share("attainment_at.<site>", "in time at <site>", higher,
              "share of the requests sent to this site that were answered by the deadline",
              [](T t, S of) {
                  return Ratio{t.sites[of.model].on_time, t.sites[of.model].requests};
              }),
        average("wait_ms_mean_at.<site>", "wait at <site>", "ms", lower,
                "mean wait for a server of this site, over requests executed there",
                [](T t, S of) {
                    const SiteTally& site = t.sites[of.model];
                    return over(site.wait.total, site.executed) / 1e6;
                }),
        average(
            "utilisation_of.<site>", "utilisation of <site>", "", neither,
            "share of the time of this site's servers spent executing",
            [](T t, S of) {
                const SiteTally& site = t.sites[of.model];
                return over(site.cores_busy, site.cores_there);
            },
            share_of_time),
    };
}

std::vector<MetricRow> retry_rows() {
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

std::vector<MetricRow> correctness_rows() {
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

std::vector<MetricRow> log_rows() {
    return {share("execution_from_log", "executions from the log", neither,
                  "share of executions in the cloud whose time is the one that the log has of this "
                  "request and model; the others were drawn",
                  [](T t) {
                      return Ratio{t.from_log, t.executed};
                  })};
}

std::vector<MetricRow> capacity_rows() {
    return {
        average(
            "capacity_bound_accuracy", "accuracy of the bound", "", neither,
            "effective accuracy that no decisions can exceed on these servers, which do not have "
            "cores for everything at once",
            [](T t) { return capacity_bound(t); }, accuracy_in_time),
        average(
            "schedule_accuracy", "accuracy of the best schedule found", "", neither,
            "effective accuracy of a schedule of these servers that knows all requests to come; "
            "the best that decisions can do lies between it and capacity_bound_accuracy",
            [](T t) { return foreseen_accuracy(t); }, accuracy_in_time),
        average(
            "capacity_regret", "regret", "", lower,
            "capacity_bound_accuracy minus effective_accuracy",
            [](T t, S of) { return capacity_bound(t) - effective_accuracy(t, of.grading); },
            accuracy_in_time),
    };
}

std::vector<MetricRow> label_rows() {
    return {share("observed_accuracy.<model>", "<model>, observed accuracy", neither,
                  "share of right answers among those of this model that got a label",
                  [](T t, S of) {
                      const LabelCount& count = t.rights->labels[of.model];
                      return Ratio{count.right, count.labels};
                  })};
}

}  // namespace mdisim
