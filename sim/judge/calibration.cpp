#include "sim/judge/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "sim/describe/check.hpp"
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

// A quantity that is compared. `counts` of a share: what was measured, as counts.
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
    const Value value = [at](const Tally& t) { return t.latencies.interpolated(at) / 1e6; };
    return {std::move(metric), std::move(title), true, value, value, {}, 1 - at};
}

Compared mean_latency() {
    const Value value = [](const Tally& t) { return over(t.latency.total, answered(t)) / 1e6; };
    return {"latency_ms_mean", "mean latency, ms", true, value, value};
}

Compared in_time() {
    return share("attainment", "in time, %", [](const Tally& t) {
        return Ratio{t.on_time, t.requests};
    });
}

Compared dropped() {
    return share("dropped", "never answered, %", [](const Tally& t) {
        return Ratio{t.dropped, t.requests};
    });
}

// Right answers in time: as measured, and as the accuracies of the models make one expect.
Compared right_in_time(const Grading& grading) {
    const Counts counts = [](const Tally& t) { return Ratio{t.rights->in_time, t.requests}; };
    return {"effective_accuracy",
            "right in time, %",
            false,
            [counts](const Tally& t) { return value_of(counts(t)); },
            [&grading](const Tally& t) { return effective_accuracy(t, grading); },
            counts};
}

Compared expected_in_time(const Grading& grading) {
    const Value value = [&grading](const Tally& t) { return effective_accuracy(t, grading); };
    return {"effective_accuracy", "effective accuracy, %", false, value, value};
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
    explicit Side(const std::vector<Tally>& blocks)
        : all(blocks.front()), others(Tally::all_others(blocks)) {
        for (size_t b = 1; b < blocks.size(); ++b) all.merge(blocks[b]);
    }

    Tally all;
    std::vector<Tally> others;
};

// A difference of two numbers: of times in per cent of what was measured, of shares in points.
double difference_of(const Compared& of, double simulated, double measured) {
    return of.is_time ? 100 * (simulated / measured - 1) : 100 * (simulated - measured);
}

bool is_sufficient(const Compared& of, const Tally& measured) {
    constexpr double enough = 30;
    return of.tail * static_cast<double>(measured.latencies.total()) >= enough || of.tail == 0;
}

// Where all blocks say the same, their spread has no information; a share that was measured is then
// known as exactly as that many independent requests would show it.
Interval exact_difference(const Compared& of, const Tally& measured, double difference) {
    const Ratio ratio = of.counts(measured);
    const Interval share = clopper_pearson(ratio.hits, ratio.trials);
    const double value = value_of(ratio);
    return {difference, difference - 100 * (share.high - value),
            difference + 100 * (value - share.low)};
}

Interval interval_of(const Compared& of, const Side& measured, const Side& simulated) {
    const double whole = difference_of(of, of.simulated(simulated.all), of.measured(measured.all));
    const auto n = static_cast<double>(measured.others.size());
    std::vector<double> values;
    for (size_t b = 0; b < measured.others.size(); ++b) {
        const double without =
            difference_of(of, of.simulated(simulated.others[b]), of.measured(measured.others[b]));
        values.push_back(n * whole - (n - 1) * without);
    }
    const bool known = std::isfinite(whole) && is_sufficient(of, measured.all) &&
                       std::all_of(values.begin(), values.end(),
                                   [](double value) { return std::isfinite(value); });
    if (!known) return {whole, nan, nan};
    const bool same = std::all_of(values.begin(), values.end(),
                                  [&](double value) { return value == values.front(); });
    if (same && of.counts && of.counts(measured.all).trials > 0)
        return exact_difference(of, measured.all, whole);
    return interval_about(whole, values, anything);
}

Agreement agreement_of(const Interval& difference, double margin) {
    if (std::isnan(difference.low)) return Agreement::insufficient;
    if (difference.low >= -margin && difference.high <= margin) return Agreement::agrees;
    if (difference.low > margin || difference.high < -margin) return Agreement::differs;
    return Agreement::undecided;
}

// The number of further requests after which the interval, which shrinks with the square root of
// their number, would be on one side of the margin.
uint64_t more_for(const Interval& difference, double margin, uint64_t requests) {
    constexpr double most = 1e12;
    const double room = std::abs(std::abs(difference.mean) - margin);
    const double ratio = difference.half_width() / room;
    const double more = static_cast<double>(requests) * (ratio * ratio - 1);
    return static_cast<uint64_t>(std::min(std::max(more, 1.0), most));
}

Calibrated compared(const std::string& part, const Compared& of, const Side& measured,
                    const Side& simulated, double margin, uint64_t requests) {
    const double scale = of.is_time ? 1 : 100;
    Calibrated c{part,
                 of.metric,
                 of.title,
                 of.is_time,
                 scale * of.measured(measured.all),
                 scale * of.simulated(simulated.all),
                 interval_of(of, measured, simulated)};
    c.agreement = agreement_of(c.difference, margin);
    if (c.agreement == Agreement::undecided) c.more = more_for(c.difference, margin, requests);
    return c;
}

std::vector<Tally> of_class(const std::vector<Tally>& blocks, size_t c) {
    std::vector<Tally> tallies;
    for (const Tally& block : blocks) tallies.push_back(block.classes[c]);
    return tallies;
}

CalibratedBlock block_of(const Tally& measured, const Tally& simulated) {
    const auto mean_ms = [](const Tally& t) { return over(t.latency.total, answered(t)) / 1e6; };
    const auto in_time_share = [](const Tally& t) { return 100 * over(t.on_time, t.requests); };
    return {static_cast<double>(simulated.created.first_ns) / 1e9, mean_ms(measured),
            mean_ms(simulated), in_time_share(measured), in_time_share(simulated)};
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

Calibration calibrate(const std::vector<Tally>& measured, const std::vector<Tally>& simulated,
                      const Grading& grading, bool knows_models, double margin) {
    ensure(measured.size() == simulated.size() && measured.size() >= 2,
           "a calibration needs blocks on both sides");
    Calibration found;
    found.margin = margin;
    const auto add = [&](const std::string& part, const std::vector<Compared>& list, const Side& a,
                         const Side& b) {
        for (const Compared& of : list)
            found.metrics.push_back(compared(part, of, a, b, margin, found.requests));
    };
    const Side all_measured(measured);
    const Side all_simulated(simulated);
    found.requests = all_measured.all.requests;
    add("", of_all(all_measured.all, all_simulated.all, grading, knows_models), all_measured,
        all_simulated);
    for (size_t c = 0; c < grading.class_names.size(); ++c) {
        add("class " + grading.class_names[c], of_parts(), Side(of_class(measured, c)),
            Side(of_class(simulated, c)));
    }
    const size_t each = measured.size() / quarters.size();
    for (size_t q = 0; each >= 2 && q < quarters.size(); ++q) {
        const auto part_of = [&](const std::vector<Tally>& blocks) {
            const auto from = blocks.begin() + static_cast<std::ptrdiff_t>(q * each);
            const bool last = q + 1 == quarters.size();
            return Side({from, last ? blocks.end() : from + static_cast<std::ptrdiff_t>(each)});
        };
        add(quarters[q], of_parts(), part_of(measured), part_of(simulated));
    }
    for (size_t b = 0; b < measured.size(); ++b)
        found.blocks.push_back(block_of(measured[b], simulated[b]));
    return found;
}

}  // namespace mdisim
