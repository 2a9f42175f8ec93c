#include "sim/world/workload/trace.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/math.hpp"
#include "sim/world/workload/rate.hpp"

namespace mdisim {
namespace {

// The fields that both kinds of traces have, around `fields`.
template <class W>
std::vector<Field> with_common(std::vector<Field> fields) {
    fields.insert(
        fields.begin(),
        field("file", &W::file,
              "a table, as CSV or as lines of JSON; relative to the file this is written in")
            .needed()
            .aside());
    fields.insert(fields.begin() + 1,
                  field("digest", &W::digest,
                        "of the file's content; filled in when it is read, checked when given"));
    fields.push_back(
        field("time_scale", &W::time_scale, "stretches time: 2 makes all gaps twice as long")
            .at_least(1e-9)
            .at_most(1e9));
    fields.push_back(
        field("rate_scale", &W::rate_scale,
              "multiplies requests: 2 makes twice as many in the same time, 0.5 half as many")
            .above(0)
            .at_most(1e6));
    fields.push_back(field("loop", &W::loop, "whether it is repeated when it is over"));
    return fields;
}

constexpr auto column_doc = "name or number (from 1) of the column; needed when there are several";

Duration scaled(double ns, double scale) {
    if (!(ns * scale < static_cast<double>(Time::max().ns))) {
        throw OutOfRange("the workload runs past 146 years");
    }
    return {std::llrint(ns * scale)};
}

}  // namespace

const std::vector<std::string>& names_of(Tag<TraceFormat>) {
    static const std::vector<std::string> names = {"auto", "csv", "azure_llm_2023"};
    return names;
}
const std::vector<std::string>& names_of(Tag<CountsFormat>) {
    static const std::vector<std::string> names = {"auto", "csv", "azure_functions_2019"};
    return names;
}
const std::vector<std::string>& names_of(Tag<Spacing>) {
    static const std::vector<std::string> names = {"even", "uniform", "poisson"};
    return names;
}

std::vector<Field> trace_fields() {
    return with_common<TraceWorkload>(
        {field("format", &TraceWorkload::format, "what the file is; auto: by its header"),
         field("column", &TraceWorkload::column, column_doc),
         field("unit", &TraceWorkload::unit,
               "unit of stamps that are numbers (default: the one at the end of the column's name, "
               "as in at_ms, else s)"),
         field("sort", &TraceWorkload::sort,
               "puts stamps in order; without it, a stamp before the one above it is a mistake")});
}

void validate(const CountsWorkload& counts) {
    const double interval_s = counts.interval_s * counts.time_scale;
    if (interval_s >= nanosecond_in("s") && interval_s <= longest_in("s")) return;
    throw UserError("'interval_s' times 'time_scale' must be between a nanosecond and 1e9 s");
}

std::vector<Field> counts_fields() {
    return with_common<CountsWorkload>(
        {field("format", &CountsWorkload::format, "what the file is; auto: by its header"),
         field("column", &CountsWorkload::column, column_doc),
         field("row", &CountsWorkload::row,
               "azure_functions_2019: the function, application or owner; default: the sum of all"),
         field("interval_s", &CountsWorkload::interval_s, "length of an interval").above(0),
         field("spread", &CountsWorkload::spread,
               "how the requests of an interval are spread: at equal distances (even), each "
               "independently (uniform), or as a Poisson process with the count as its mean")});
}

ReadyTrace::ReadyTrace(LongColumn stamps_ns, int64_t zero_ns)
    : stamps_(std::move(stamps_ns)), zero_ns_(zero_ns), total_(stamps_.size()) {}

ReadyTrace::ReadyTrace(const TraceWorkload& trace)
    : stamps_(trace.stamps_ns), time_scale_(trace.time_scale), scale_(trace.rate_scale) {
    ensure(!stamps_.empty(), "a trace has stamps when it is made ready");
    zero_ns_ = stamps_.first();
    const auto n = static_cast<double>(stamps_.size());
    const double length_ns = static_cast<double>(stamps_.last()) - static_cast<double>(zero_ns_);
    (void)scaled(length_ns, time_scale_);
    total_ = static_cast<uint64_t>(std::llrint(n * scale_));
    if (total_ == 0) throw UserError("'rate_scale' leaves no request of the trace");
    if (!trace.loop) return;
    if (length_ns == 0) throw UserError("a trace without length cannot loop");
    // The gap between two repetitions is the mean gap between two stamps.
    lap_ = scaled(length_ns * n / (n - 1), time_scale_);
    if (lap_.ns == 0) throw UserError("'time_scale' leaves a trace without length to loop");
}

Time ReadyTrace::within_lap(int64_t stamp_ns) const {
    if (time_scale_ == 1) return {stamp_ns - zero_ns_};
    return {std::llrint(static_cast<double>(stamp_ns - zero_ns_) * time_scale_)};
}

Duration ReadyTrace::begin_of(uint64_t lap) const {
    if (lap == 0) return {};
    if (lap > static_cast<uint64_t>(Time::max().ns / lap_.ns)) {
        throw OutOfRange("the workload runs past 146 years");
    }
    return {static_cast<int64_t>(lap) * lap_.ns};
}

size_t ReadyTrace::fill(LongColumn::Cursor& stamps, uint64_t first, size_t n, Time end,
                        Time* created) const {
    n = std::min<uint64_t>(n, longest() - std::min(first, longest()));
    if (n == 0) return 0;
    uint64_t lap = first / total_;
    uint64_t in_lap = first % total_;
    Duration before = begin_of(lap);
    for (size_t i = 0; i < n; ++i, ++in_lap) {
        if (in_lap == total_) {
            in_lap = 0;
            before = begin_of(++lap);
        }
        const auto stamp = static_cast<uint64_t>(static_cast<double>(in_lap) / scale_);
        created[i] = within_lap(stamps.at(std::min<uint64_t>(stamp, stamps_.size() - 1))) + before;
        if (created[i] >= end) return i;
    }
    return n;
}

double ReadyTrace::expected(Time end) const {
    const int64_t laps = lap_.ns > 0 ? end.ns / lap_.ns : 0;
    const Time rest{end.ns - laps * lap_.ns};
    LongColumn::Cursor stamps = begin();
    size_t before = 0;
    for (size_t behind = stamps_.size(); before < behind;) {
        const size_t middle = before + (behind - before) / 2;
        if (within_lap(stamps.at(middle)) < rest) {
            before = middle + 1;
        } else {
            behind = middle;
        }
    }
    return static_cast<double>(laps) * static_cast<double>(total_) +
           static_cast<double>(before) * scale_;
}

// Cumulative sums are scaled rather than counts, so that rounding errors do not add up.
ReadyCounts::ReadyCounts(const CountsWorkload& counts)
    : interval_(scaled(counts.interval_s * 1e9, counts.time_scale)),
      spread_(counts.spread),
      loop_(counts.loop) {
    ensure(!counts.counts.empty(), "counts are there when they are made ready");
    Column<int64_t>::Cursor given = counts.counts.cursor();
    uint64_t sum = 0;
    for (size_t i = 0; i < counts.counts.size(); ++i) {
        sum += static_cast<uint64_t>(given.at(i));
        const double scaled_sum = static_cast<double>(sum) * counts.rate_scale;
        until_.push_back(static_cast<uint64_t>(std::llrint(scaled_sum)));
    }
    if (until_.back() == 0) throw UserError("'rate_scale' leaves no request of the counts");
}

Time ReadyCounts::at(uint64_t request, Time previous, double uniform) const {
    const uint64_t lap = request / until_.back();
    const uint64_t within = request % until_.back();
    const auto end = std::upper_bound(until_.begin(), until_.end(), within);
    const uint64_t before = end == until_.begin() ? 0 : *std::prev(end);
    const auto interval = lap * until_.size() + static_cast<uint64_t>(end - until_.begin());
    if (interval >= static_cast<uint64_t>(Time::max().ns / interval_.ns)) {
        throw OutOfRange("the workload runs past 146 years");
    }
    const Time begins{static_cast<int64_t>(interval) * interval_.ns};
    if (spread_ == Spacing::even) {
        const uint128 part = static_cast<uint128>(static_cast<uint64_t>(interval_.ns)) *
                             (2 * (within - before) + 1) / (2 * (*end - before));
        return begins + Duration{static_cast<int64_t>(part)};
    }
    // The next creation is the minimum of `many` independent times, each of which is uniform over
    // what is left of the interval.
    const Time from = std::max(previous, begins);
    const auto left = static_cast<double>((begins + interval_ - from).ns);
    const auto many = static_cast<double>(*end - within);
    const double share = 1 - portable_exp(portable_log(1 - uniform) / many);
    return from + Duration{round_to_integer(left * share)};
}

double ReadyCounts::expected(Time end) const {
    const int64_t intervals = end.ns / interval_.ns;
    const auto n = static_cast<int64_t>(until_.size());
    if (!loop_ && intervals >= n) return static_cast<double>(until_.back());
    const auto whole = static_cast<double>(intervals / n) * static_cast<double>(until_.back());
    const auto last = static_cast<size_t>(intervals % n);
    const uint64_t before = last == 0 ? 0 : until_[last - 1];
    const double part =
        static_cast<double>(end.ns % interval_.ns) / static_cast<double>(interval_.ns);
    return whole + static_cast<double>(before) + part * static_cast<double>(until_[last] - before);
}

ReadyRate rate_of(const CountsWorkload& counts) {
    ensure(!counts.counts.empty(), "counts are there when they are made ready");
    Column<int64_t>::Cursor given = counts.counts.cursor();
    std::vector<double> expected;
    for (size_t i = 0; i < counts.counts.size(); ++i) {
        expected.push_back(static_cast<double>(given.at(i)) * counts.rate_scale);
    }
    const Duration interval = scaled(counts.interval_s * 1e9, counts.time_scale);
    if (expected.size() > static_cast<uint64_t>(Time::max().ns / interval.ns)) {
        throw OutOfRange("the workload runs past 146 years");
    }
    return {expected, interval, counts.loop};
}

}  // namespace mdisim
