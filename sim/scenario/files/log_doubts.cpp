#include "sim/scenario/files/log_doubts.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/describe/long_column.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"

namespace mdisim {
namespace {

// Fewer requests of a model say nothing about the networks on which it runs.
constexpr uint64_t enough = 30;

std::string in_ms(Duration time) { return std::to_string(round_to_integer(time.ms())) + " ms"; }

// The side of the median of all on which nine in ten requests of a model lie: -1 below, 1 above,
// 0 neither.
int side_of(const Histogram& of_model, const Histogram& of_all) {
    if (of_model.total() < enough || of_model.total() == of_all.total()) return 0;
    const Duration median = of_all.quantile(0.5);
    if (of_model.quantile(0.9) < median) return -1;
    return of_model.quantile(0.1) > median ? 1 : 0;
}

void add_selection(const LoggedRequests& log, const std::vector<std::string>& models,
                   std::vector<LoggedRequests::Doubt>& doubts) {
    if (log.uplink.empty() || log.executions.empty()) return;
    std::vector<Histogram> of_model(models.size());
    Histogram of_all;
    LongColumn::Cursor uplink = log.uplink.cursor();
    LongColumn::Cursor model = log.model.cursor();
    LongColumn::Cursor execution = log.execution.cursor();
    for (size_t i = 0; i < log.size; ++i) {
        const Duration time{uplink.at(i)};
        of_all.add(time);
        if (log.execution.empty() || execution.at(i) < 0) continue;
        if (const int64_t m = model.at(i); m >= 0) of_model[static_cast<size_t>(m)].add(time);
    }
    for (size_t m = 0; m < log.cloud.size(); ++m) {
        if (log.cloud[m].empty()) continue;
        LongColumn::Cursor times = log.cloud[m].cursor();
        LongColumn::Cursor up = log.uplink.cursor();
        for (size_t i = 0; i < log.size; ++i) {
            if (times.at(i) >= 0) of_model[m].add(Duration{up.at(i)});
        }
    }
    std::vector<std::string> quick;
    std::vector<std::string> slow;
    for (size_t m = 0; m < models.size(); ++m) {
        const int side = side_of(of_model[m], of_all);
        if (side != 0) (side < 0 ? quick : slow).push_back("'" + models[m] + "'");
    }
    if (quick.empty() && slow.empty()) return;
    std::string what = "the log has execution times of ";
    if (!quick.empty()) what += joined(quick) + " on quick networks only";
    if (!quick.empty() && !slow.empty()) what += ", of ";
    if (!slow.empty()) what += joined(slow) + " on slow ones only";
    doubts.push_back({log.execution.empty() ? "/log/executions" : "/log/execution",
                      what + " (nine in ten of its uplinks lie on one side of the median of all, " +
                          in_ms(of_all.quantile(0.5)) +
                          "): elsewhere a model may take something else"});
}

// Arrivals that answered to the logged system: no phone asks again before it has its answer, though
// at random gaps of the same mean some would have.
void add_closed_loop(const LoggedRequests& log, std::vector<LoggedRequests::Doubt>& doubts) {
    const bool timed = !log.latency.empty();
    const bool known = !log.created.empty() && !log.phone.empty() &&
                       (timed || (!log.uplink.empty() && !log.execution.empty()));
    if (!known) return;
    struct OfPhone {
        int64_t first = 0;
        int64_t last = 0;
        int64_t answered = 0;
        double busy_ns = 0;
        uint64_t requests = 0;
    };
    std::vector<OfPhone> phones(static_cast<size_t>(log.phones));
    LongColumn::Cursor created = log.created.cursor();
    LongColumn::Cursor phone = log.phone.cursor();
    LongColumn::Cursor uplink = log.uplink.cursor();
    LongColumn::Cursor execution = log.execution.cursor();
    LongColumn::Cursor downlink = log.downlink.cursor();
    LongColumn::Cursor latency = log.latency.cursor();
    // How long the phone waited for the answer, or at least how long it must have waited.
    const auto time_until_answer = [&](size_t i) -> int64_t {
        if (timed) return std::max<int64_t>(0, latency.at(i));
        return uplink.at(i) + std::max<int64_t>(0, execution.at(i)) +
               (log.downlink.empty() ? 0 : downlink.at(i));
    };
    uint64_t overlaps = 0;
    for (size_t i = 0; i < log.size; ++i) {
        OfPhone& p = phones[static_cast<size_t>(phone.at(i))];
        const int64_t at = created.at(i);
        if (p.requests++ == 0)
            p.first = at;
        else
            overlaps += at < p.answered;
        const int64_t took = time_until_answer(i);
        p.last = at;
        p.answered = at + took;
        p.busy_ns += static_cast<double>(took);
    }
    double expected = 0;  // requests that would have been made before the answer to the one before
    for (const OfPhone& p : phones) {
        if (p.last == p.first) continue;
        const double share = p.busy_ns / static_cast<double>(p.last - p.first);
        expected += static_cast<double>(p.requests) * share / (1 + share);
    }
    constexpr double enough_expected = 20;
    if (overlaps > 0 || expected < enough_expected) return;
    doubts.push_back(
        {"/log/created",
         "no phone of the log asks before it has the answer to its last request: if they wait for "
         "answers, quicker answers would have brought more requests than the log has"});
}

}  // namespace

std::vector<LoggedRequests::Doubt> doubts_about(const LoggedRequests& log,
                                                const std::vector<std::string>& models) {
    std::vector<LoggedRequests::Doubt> doubts;
    add_selection(log, models, doubts);
    add_closed_loop(log, doubts);
    return doubts;
}

}  // namespace mdisim
