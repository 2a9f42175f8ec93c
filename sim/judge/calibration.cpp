#include "sim/judge/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/engine/time.hpp"
#include "sim/judge/calibration_blocks.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/metrics/formulas.hpp"
#include "sim/metrics/metric_rows.hpp"
#include "sim/metrics/metrics.hpp"

namespace mdisim {
namespace {

constexpr std::array quarters = {"first quarter", "second quarter", "third quarter",
                                 "last quarter"};

using Counts = std::function<Ratio(const Tally&)>;
using Value = std::function<double(const Tally&)>;

// A quantity that is compared. `counts` of a share: how many measured requests have what it is the
// share of, or, of an accuracy, how many can add to it.
struct Compared {
    std::string metric;
    std::string title;
    bool is_time;
    Value measured;
    Value simulated;
    Counts counts{};
    double tail = 0;  // of a quantile: the share of values beyond it
};

Compared share(std::string metric, std::string title, const Counts& counts) {
    const Value value = [counts](const Tally& t) { return value_of(counts(t)); };
    return {std::move(metric), std::move(title), false, value, value, counts};
}

Compared quantile(std::string metric, std::string title, double at) {
    const Value value = [at](const Tally& t) {
        return t.latencies.total() == 0 ? nan : t.latencies.interpolated(at) / 1e6;
    };
    return {std::move(metric), std::move(title), true, value, value, {}, 1 - at};
}

Compared mean_latency() {
    return {"latency_ms_mean", "mean latency, ms", true, mean_latency_ms, mean_latency_ms};
}

Compared in_time() {
    return share("attainment", "share in time, %", [](const Tally& t) {
        return Ratio{t.on_time, t.requests};
    });
}

Compared dropped() {
    return share("dropped", "share never answered, %", [](const Tally& t) {
        return Ratio{t.dropped, t.requests};
    });
}

// Right answers in time: as measured, and as the accuracies of the models make one expect.
Compared right_in_time(const Grading& grading) {
    const Counts counts = [](const Tally& t) { return Ratio{t.rights->in_time, t.requests}; };
    return {"effective_accuracy",
            "share right in time, %",
            false,
            [counts](const Tally& t) { return value_of(counts(t)); },
            [&grading](const Tally& t) { return effective_accuracy(t, grading); },
            counts};
}

Compared expected_in_time(const Grading& grading) {
    const Value value = [&grading](const Tally& t) { return effective_accuracy(t, grading); };
    const Counts counts = [](const Tally& t) { return Ratio{t.on_time, t.requests}; };
    return {"effective_accuracy", "effective accuracy, %", false, value, value, counts};
}

// What is compared of all requests. Requires that `measured` is the tally of them.
std::vector<Compared> of_all(const Tally& measured, const Tally& simulated, const Grading& grading,
                             bool knows_models) {
    std::vector<Compared> list = {in_time()};
    if (measured.rights)
        list.push_back(right_in_time(grading));
    else if (knows_models)
        list.push_back(expected_in_time(grading));
    if (measured.dropped + simulated.dropped > 0) list.push_back(dropped());
    list.push_back(mean_latency());
    list.push_back(quantile("latency_ms_p50", "median latency, ms", 0.5));
    list.push_back(quantile("latency_ms_p95", "latency p95, ms", 0.95));
    list.push_back(quantile("latency_ms_p99", "latency p99, ms", 0.99));
    for (size_t m = 0; knows_models && m < grading.cloud_names.size(); ++m) {
        if (measured.chosen[m] + simulated.chosen[m] == 0) continue;
        const std::string& name = grading.cloud_names[m];
        list.push_back(share("usage." + name, name + " chosen, %", [m](const Tally& t) {
            return Ratio{t.chosen[m], t.requests};
        }));
    }
    return list;
}

std::vector<Compared> of_parts() {
    return {in_time(), mean_latency(), quantile("latency_ms_p95", "latency p95, ms", 0.95)};
}

// One side of a comparison: the tally of all requests of a part, and, for each block, that of all
// others.
struct Side {
    explicit Side(std::vector<Tally> of_blocks)
        : blocks(std::move(of_blocks)), all(blocks.front()), others(Tally::all_others(blocks)) {
        for (size_t b = 1; b < blocks.size(); ++b) all.merge(blocks[b]);
    }

    std::vector<Tally> blocks;
    Tally all;
    std::vector<Tally> others;
};

// A difference of two numbers: of times in per cent of what was measured, of shares in points.
double difference_of(const Compared& of, double simulated, double measured) {
    return of.is_time ? 100 * (simulated / measured - 1) : 100 * (simulated - measured);
}

// A quantile is judged if the share of measured values beyond it is known as precisely as that of
// 30 independent values would be, by its spread over blocks; that is also the rule by which a run
// shows it.
bool is_sufficient(const Compared& of, const Side& measured) {
    if (of.tail == 0) return true;
    constexpr double enough = 30;
    const Histogram& all = measured.all.latencies;
    if (of.tail * static_cast<double>(all.total()) < enough) return false;
    const Duration quantile = all.quantile(1 - of.tail);
    std::vector<double> beyond;
    for (const Tally& block : measured.blocks) {
        if (block.latencies.total() == 0) continue;
        beyond.push_back(static_cast<double>(block.latencies.above(quantile)) /
                         static_cast<double>(block.latencies.total()));
    }
    return effective_count(beyond) >= enough;
}

// Where blocks of the measured requests say the same, as when all of them were in time, their
// spread has no information. A share is known at most as well as that many independent requests
// show it.
Interval at_least_exact(const Compared& of, const Tally& measured, const Interval& difference) {
    const Ratio ratio = of.counts(measured);
    if (ratio.trials == 0) return difference;
    const Interval share = clopper_pearson(ratio.hits, ratio.trials);
    const double value = value_of(ratio);
    return {difference.mean, std::min(difference.low, difference.mean - 100 * (share.high - value)),
            std::max(difference.high, difference.mean + 100 * (value - share.low))};
}

// A difference with what each block adds to it (the jackknife); without an interval where that says
// nothing.
struct Judged {
    Interval difference;
    std::vector<double> of_blocks{};
};

Judged judged(const Compared& of, const Side& measured, const Side& simulated) {
    const double whole = difference_of(of, of.simulated(simulated.all), of.measured(measured.all));
    const auto n = static_cast<double>(measured.others.size());
    std::vector<double> values;
    for (size_t b = 0; b < measured.others.size(); ++b) {
        const double without =
            difference_of(of, of.simulated(simulated.others[b]), of.measured(measured.others[b]));
        values.push_back(n * whole - (n - 1) * without);
    }
    const bool known = std::isfinite(whole) && is_sufficient(of, measured) &&
                       std::all_of(values.begin(), values.end(),
                                   [](double value) { return std::isfinite(value); });
    if (!known) return {{whole, nan, nan}};
    const Interval interval = interval_about(whole, values, anything);
    if (!of.counts) return {interval, std::move(values)};
    return {at_least_exact(of, measured.all, interval), std::move(values)};
}

// The chance of a difference like this one if the true one were at the margin, from both sides, so
// that it is rather too large.
double p_beyond(const Judged& found, double margin) {
    const double size = std::abs(found.difference.mean);
    if (found.of_blocks.empty() || size <= margin) return 1;
    const double shift = found.difference.mean > 0 ? margin : -margin;
    const std::vector<double> at_margin(found.of_blocks.size(), shift);
    return paired_difference(found.of_blocks, at_margin).p;
}

Agreement agreement_of(const Interval& difference, double margin) {
    if (std::isnan(difference.low)) return Agreement::insufficient;
    if (difference.low >= -margin && difference.high <= margin) return Agreement::agrees;
    if (difference.low > margin || difference.high < -margin) return Agreement::differs;
    return Agreement::undecided;
}

// The number of further requests after which the interval, which shrinks with the square root of
// their number, would be half as wide as the margin, or short enough to end before it.
uint64_t more_for(const Interval& difference, double margin, uint64_t requests) {
    constexpr double most = 1e12;
    const double room = std::abs(std::abs(difference.mean) - margin);
    const double ratio = difference.half_width() / std::max(room, margin / 2);
    const double more = static_cast<double>(requests) * std::max(ratio * ratio - 1, 1.0);
    return static_cast<uint64_t>(std::min(more, most));
}

// All that is compared, before it is known which differences count among so many.
class Calibrating {
  public:
    Calibrating(double margin, uint64_t requests) : margin_(margin), requests_(requests) {}

    void add(const std::string& part, const std::vector<Compared>& list, const Side& measured,
             const Side& simulated) {
        for (const Compared& of : list) {
            const double scale = of.is_time ? 1 : 100;
            Judged found = judged(of, measured, simulated);
            p_.push_back(p_beyond(found, margin_));
            metrics_.push_back({part, of.metric, of.title, of.is_time,
                                scale * of.measured(measured.all),
                                scale * of.simulated(simulated.all), found.difference});
        }
    }

    // A metric differs if it does so among all that are tested (Holm).
    std::vector<Calibrated> metrics() {
        const std::vector<double> p = holm(p_);
        for (size_t m = 0; m < metrics_.size(); ++m) {
            constexpr double significance = 0.05;
            Calibrated& c = metrics_[m];
            c.agreement = agreement_of(c.difference, margin_);
            if (c.agreement == Agreement::differs && p[m] >= significance)
                c.agreement = Agreement::undecided;
            if (c.agreement == Agreement::undecided)
                c.more = more_for(c.difference, margin_, requests_);
        }
        return std::move(metrics_);
    }

  private:
    double margin_;
    uint64_t requests_;
    std::vector<Calibrated> metrics_;
    std::vector<double> p_;
};

std::vector<Tally> of_class(const std::vector<Tally>& blocks, size_t c) {
    std::vector<Tally> tallies;
    for (const Tally& block : blocks) tallies.push_back(block.classes[c]);
    return tallies;
}

CalibratedBlock block_of(const Tally& measured, const Tally& simulated) {
    const auto in_time_share = [](const Tally& t) { return 100 * over(t.on_time, t.requests); };
    return {static_cast<double>(simulated.created.first_ns) / 1e9, mean_latency_ms(measured),
            mean_latency_ms(simulated), in_time_share(measured), in_time_share(simulated)};
}

}  // namespace

bool Calibrated::is_of_quarter() const {
    return std::find(quarters.begin(), quarters.end(), part) != quarters.end();
}

const char* name_of(Agreement agreement) {
    switch (agreement) {
        case Agreement::agrees:
            return "agrees";
        case Agreement::differs:
            return "differs";
        case Agreement::undecided:
            return "undecided";
        case Agreement::insufficient:
            return "insufficient data";
    }
    return "";
}

Agreement Calibration::overall() const {
    const auto any = [&](Agreement agreement, bool of_quarters) {
        return std::any_of(metrics.begin(), metrics.end(), [&](const Calibrated& c) {
            return c.agreement == agreement && (of_quarters || !c.is_of_quarter());
        });
    };
    if (any(Agreement::differs, true)) return Agreement::differs;
    if (any(Agreement::undecided, false)) return Agreement::undecided;
    return any(Agreement::agrees, false) ? Agreement::agrees : Agreement::insufficient;
}

uint64_t Calibration::more() const {
    uint64_t most = 0;
    for (const Calibrated& c : metrics) {
        if (!c.is_of_quarter()) most = std::max(most, c.more);
    }
    return most;
}

Calibration calibrate(const std::vector<Tally>& log, const std::vector<Tally>& replications,
                      const Grading& grading, bool knows_models, double margin) {
    ensure(!replications.empty() && log.size() >= 2 &&
               log.size() == replications.front().blocks.size(),
           "a calibration needs blocks on both sides");
    Calibration found;
    found.margin = margin;
    const std::vector<Tally> finest = simulated_blocks(replications);
    for (size_t b = 0; b < log.size(); ++b) found.over_time.push_back(block_of(log[b], finest[b]));
    const CalibrationBlocks blocks(log, replications);
    const std::vector<Tally>& measured = blocks.measured;
    const std::vector<Tally>& simulated = blocks.simulated;
    found.blocks = measured.size();
    found.blocks_are_apart = blocks.apart;
    const Side all_measured(measured);
    const Side all_simulated(simulated);
    found.requests = all_measured.all.requests;
    Calibrating comparing(margin, found.requests);
    comparing.add("", of_all(all_measured.all, all_simulated.all, grading, knows_models),
                  all_measured, all_simulated);
    for (size_t c = 0; c < grading.class_names.size(); ++c) {
        comparing.add("class " + grading.class_names[c], of_parts(), Side(of_class(measured, c)),
                      Side(of_class(simulated, c)));
    }
    constexpr size_t least_of_quarter = 4;
    const size_t each = measured.size() / quarters.size();
    for (size_t q = 0; each >= least_of_quarter && q < quarters.size(); ++q) {
        const auto part_of = [&](const std::vector<Tally>& side) {
            const auto from = side.begin() + static_cast<std::ptrdiff_t>(q * each);
            const bool last = q + 1 == quarters.size();
            return Side({from, last ? side.end() : from + static_cast<std::ptrdiff_t>(each)});
        };
        comparing.add(quarters[q], of_parts(), part_of(measured), part_of(simulated));
    }
    found.metrics = comparing.metrics();
    if (!found.blocks_are_apart) {
        for (Calibrated& c : found.metrics) {
            c.difference.low = c.difference.high = nan;
            c.agreement = Agreement::insufficient;
            c.more = 0;
        }
    }
    return found;
}

}  // namespace mdisim
