#include "sim/world/workload/rate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/describe/limits.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

constexpr int64_t never = INT64_MAX;
constexpr double pi = 3.14159265358979323846;

int64_t whole_ns(double s) { return std::llrint(s * 1e9); }
double radian_of(const Wave& w) { return w.radian_s ? *w.radian_s : *w.period_s / (2 * pi); }

// A stretch of time in which no piece begins or ends.
struct Stretch {
    double from_s;
    double until_s;
    double rate;
    bool waves;
};

std::vector<Stretch> stretches(const RateWorkload& workload) {
    const double end = workload.repeat_s.value_or(INFINITY);
    std::set<double> edges = {0, end};
    for (const RatePiece& p : workload.pieces) edges.insert({p.from_s, p.until_s});
    std::vector<Stretch> all;
    for (auto edge = edges.begin(); *edge < end; ++edge) {
        Stretch s{*edge, *std::next(edge), workload.rate, !workload.waves.empty()};
        for (const RatePiece& p : workload.pieces) {
            if (s.from_s < p.from_s || s.from_s >= p.until_s) continue;
            s.rate = p.rate + (p.adds ? s.rate : 0);
            s.waves = s.waves && p.adds;
        }
        all.push_back(s);
    }
    return all;
}

// How often the rate begins anew from one request to the next, in the mean.
double laps_for_a_request(const RateWorkload& workload) {
    if (!workload.repeat_s) return 0;
    double requests = 0;
    for (const Stretch& s : stretches(workload)) requests += s.rate * (s.until_s - s.from_s);
    return 1 / (requests * workload.unit_per_s);
}

double angle(double radians) {
    if (radians > -sine_limit && radians < sine_limit) return radians;
    throw OutOfRange("a wave that is too quick for so long a time");
}

double height(const RateWorkload& workload) {
    double sum = 0;
    for (const Wave& w : workload.waves) sum += std::fabs(w.amplitude);
    return sum;
}

}  // namespace

const Object& describe(Tag<Wave>) {
    static const Object table = [] {
        Object t = object<Wave>(
            "wave", "amplitude x sin((t - shift) / radian)",
            {field("amplitude", &Wave::amplitude, "the amplitude, in the unit of rates").needed(),
             field("period_s", &Wave::period_s, "the period").above(0),
             field("radian_s", &Wave::radian_s,
                   "the time of one radian, in place of a period: sin(t / radian)")
                 .above(0),
             field("shift_s", &Wave::shift_s, "when it first rises through zero")});
        t.validate = [](const void* p) {
            const Wave& wave = *static_cast<const Wave*>(p);
            if (wave.period_s.has_value() != wave.radian_s.has_value()) return;
            throw UserError("a wave needs a 'period_s' or a 'radian_s'");
        };
        return t;
    }();
    return table;
}

const Object& describe(Tag<RatePiece>) {
    static const Object table = [] {
        Object t = object<RatePiece>(
            "piece", "a constant rate for a while",
            {field("from_s", &RatePiece::from_s, "when it begins").at_least(0).needed(),
             field("until_s", &RatePiece::until_s, "when it ends").at_most(1e9).needed(),
             field("rate", &RatePiece::rate, "the rate").at_least(0).needed(),
             field(
                 "adds", &RatePiece::adds,
                 "whether it is added to the rate and waves below it; if not, it replaces them")});
        t.validate = [](const void* p) {
            const RatePiece& piece = *static_cast<const RatePiece*>(p);
            if (piece.until_s > piece.from_s) return;
            throw UserError("a piece of a rate ends before it begins");
        };
        return t;
    }();
    return table;
}

std::vector<Field> rate_fields() {
    return {
        field("rate", &RateWorkload::rate, "the rate where no piece replaces it")
            .at_least(0)
            .needed(),
        field("unit_per_s", &RateWorkload::unit_per_s,
              "requests a second that a rate of 1 stands for, such as a capacity")
            .above(0),
        field("waves", &RateWorkload::waves, "sinusoidal waves added to that rate"),
        field("pieces", &RateWorkload::pieces,
              "rates that replace it for a while; of two that overlap, the later one in the list"),
        field("repeat_s", &RateWorkload::repeat_s, "the time after which everything is repeated")
            .above(0)};
}

void validate(const RateWorkload& workload) {
    std::vector<Problem> problems;
    const auto wrong = [&](std::string what) { problems.push_back({"", "", std::move(what)}); };
    for (const RatePiece& p : workload.pieces) {
        if (workload.repeat_s && p.until_s > *workload.repeat_s) {
            wrong("a piece of a rate ends after the whole begins anew ('repeat_s')");
        }
    }
    const double down = height(workload);
    double highest = 0;
    for (const Stretch& s : stretches(workload)) {
        highest = std::max(highest, s.rate + (s.waves ? down : 0));
        if (!s.waves || s.rate >= down) continue;
        wrong("the waves take the rate below zero from second " +
              std::to_string(std::llrint(s.from_s)) + " on");
    }
    if (highest == 0) wrong("the rate is zero throughout");
    const double laps = laps_for_a_request(workload);
    if (highest > 0 && laps > static_cast<double>(limit_of(Limit::idle_steps))) {
        wrong("'repeat_s' is so short that the rate begins anew " + in_digits(laps) +
              " times for a request in the mean, more than " +
              limit_text(Limit::idle_steps, "times"));
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

ReadyRate::ReadyRate(const RateWorkload& workload) {
    const double unit = workload.unit_per_s / 1e9;
    const double swing = height(workload) * unit;
    for (const Wave& w : workload.waves) {
        waves_.push_back({w.amplitude * unit, radian_of(w) * 1e9, w.shift_s * 1e9});
        steepest_ += std::fabs(waves_.back().amplitude) / waves_.back().radian;
    }
    for (const Stretch& s : stretches(workload)) {
        const int64_t until = std::isfinite(s.until_s) ? whole_ns(s.until_s) : never;
        const double rate = s.rate * unit;
        const double spread = s.waves ? swing : 0;
        steps_.push_back({until, rate, std::max(rate - spread, 0.0), rate + spread, s.waves});
    }
    if (workload.repeat_s) repeat_ = steps_.back().until;
}

ReadyRate::ReadyRate(const std::vector<double>& expected, Duration interval, bool repeats) {
    int64_t until = 0;
    for (double requests : expected) {
        const double rate = requests / static_cast<double>(interval.ns);
        steps_.push_back({until += interval.ns, rate, rate, rate, false});
    }
    if (repeats)
        repeat_ = until;
    else
        steps_.push_back({never, 0, 0, 0, false});
}

size_t ReadyRate::step_at(int64_t time) const {
    const auto step = std::upper_bound(steps_.begin(), steps_.end(), time,
                                       [](int64_t t, const Step& s) { return t < s.until; });
    return static_cast<size_t>(step - steps_.begin());
}

double ReadyRate::rate_at(const Step& step, double time) const {
    double rate = step.rate;
    for (const ReadyWave& w : waves_) {
        rate += w.amplitude * portable_sin(angle((time - w.shift) / w.radian));
    }
    return rate;
}

// The integral of a wave is the difference of two cosines. It is computed as a product of sines, so
// that nothing cancels.
double ReadyRate::swept(const Step& step, double time, double length) const {
    double sum = step.rate * length;
    if (!step.waves) return sum;
    for (const ReadyWave& w : waves_) {
        const double half = length / (2 * w.radian);
        const double middle = (time - w.shift) / w.radian + half;
        sum += 2 * w.amplitude * w.radian * (portable_sin(angle(middle)) * portable_sin(half));
    }
    return sum;
}

// Inverts by Newton's method, kept between bounds, to less than a hundredth of a nanosecond. The
// error after a step is at most the step's square times the steepest change of the rate over twice
// the least rate.
double ReadyRate::invert(const Step& step, double time, double units, double longest) const {
    double rest = units;
    for (const ReadyWave& w : waves_) rest += 2 * std::fabs(w.amplitude) * w.radian;
    double low = units / step.highest;
    double high = std::min(longest, rest / step.rate);
    double length = std::clamp(units / step.rate, low, high);
    const double bend = step.lowest > 0 ? steepest_ / (2 * step.lowest) : INFINITY;
    for (int i = 0; i < 200 && high - low > 0.25; ++i) {
        const double miss = swept(step, time, length) - units;
        (miss < 0 ? low : high) = length;
        const double newton = length - miss / rate_at(step, time + length);
        const double next = newton > low && newton < high ? newton : low + (high - low) / 2;
        const double went = std::fabs(next - length);
        if (went < 0.25 || (next == newton && bend * went * went < 0.01)) return next;
        length = next;
    }
    return length;
}

std::optional<Time> ReadyRate::after(Time from, double units, Time end) const {
    int64_t lap = repeat_ ? from.ns - from.ns % *repeat_ : 0;
    int64_t at = from.ns - lap;  // time within the lap
    size_t s = step_at(at);
    while (lap + at < end.ns) {
        const Step& step = steps_[s];
        const auto time = static_cast<double>(at);
        const double longest = static_cast<double>(step.until) - time;
        if (step.highest > 0) {
            // Mostly the answer is within the step even at the step's lowest rate; then the
            // integral over the whole step is not computed.
            const bool within_step = units < step.lowest * longest * (1 - 1e-9);
            const double whole = step.until == never ? INFINITY
                                 : within_step       ? units
                                                     : swept(step, time, longest);
            if (within_step || units < whole) {
                const double length =
                    step.waves ? invert(step, time, units, longest) : units / step.rate;
                return Time{lap + at} + Duration{round_to_integer(length)};
            }
            units -= whole;
        } else if (step.until == never) {
            return std::nullopt;
        }
        at = step.until;
        if (++s < steps_.size()) continue;
        lap += *repeat_;
        at = 0;
        s = 0;
    }
    return std::nullopt;
}

double ReadyRate::within(int64_t until) const {
    double sum = 0;
    int64_t from = 0;
    for (const Step& step : steps_) {
        if (from >= until) break;
        const int64_t to = std::min(step.until, until);
        sum += swept(step, static_cast<double>(from), static_cast<double>(to - from));
        from = step.until;
    }
    return sum;
}

double ReadyRate::integral(Time until) const {
    if (!repeat_) return within(until.ns);
    return static_cast<double>(until.ns / *repeat_) * within(*repeat_) +
           within(until.ns % *repeat_);
}

}  // namespace mdisim
