#include "sim/measure/series.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/parts.hpp"

namespace mdisim {
Series::Series(Duration window, size_t cloud_models, size_t phone_models,
               std::vector<SeriesWindow> windows, bool uses)
    : window_(window),
      cloud_models_(cloud_models),
      phone_models_(phone_models),
      uses_(uses),
      windows_(std::move(windows)) {
    ensure(window.ns > 0, "a window of no time");
}

Span Series::span_of(size_t window) const {
    const Time from{static_cast<int64_t>(window) * window_.ns};
    return {from, from + window_};
}

SeriesWindow& Series::at(Time time) {
    const auto k = static_cast<uint64_t>(time.ns / window_.ns);
    if (k >= most_windows) {
        throw OutOfRange("a time series of more than " + std::to_string(most_windows) +
                         " windows; longer ones (series.window_s) are fewer");
    }
    while (windows_.size() <= k) windows_.push_back(empty_window());
    return windows_[k];
}

template <class Visit>
void Series::each_window(Time from, Time until, Visit visit) {
    while (from < until) {
        SeriesWindow& w = at(from);
        const Time end = std::min(until, span_of(static_cast<size_t>(from.ns / window_.ns)).until);
        visit(w, end - from);
        from = end;
    }
}

void Series::add(const Outcome& o) {
    if (uses_ != 0) add_phone(o);
    SeriesWindow& w = at(o.created);
    ++w.requests;
    w.on_time += o.on_time;
    if (o.model != no_model) {
        w.attempts += o.attempts;
        ++w.chosen[o.model];
    }
    if (o.answer == Answer::none) {
        ++w.dropped;
        return;
    }
    w.latency.add(o.latency);
    AnswerCount& count = o.answer == Answer::cloud ? w.cloud[o.model] : w.phone[o.phone_model];
    ++count.by_time[o.on_time];
}

void Series::state(Time from, Time until, const ServerState& s) {
    each_window(from, until, [&](SeriesWindow& w, Duration time) {
        const auto part = static_cast<uint128>(static_cast<uint64_t>(time.ns));
        w.watched_ns += part;
        w.waiting_ns += part * static_cast<uint64_t>(s.waiting);
        w.cores_busy += part * static_cast<uint64_t>(s.cores_busy);
        w.cores_there += part * static_cast<uint64_t>(s.cores);
        w.replicas_ns += part * static_cast<uint64_t>(s.replicas);
        if (s.active_model != no_model) w.active_ns[s.active_model] += part;
    });
}

void Series::add_phone(const Outcome& o) {
    each_phone_stage(o, [&](PhoneStageKind kind, Duration from, Duration until) {
        each_window(o.created + from, o.created + until, [&](SeriesWindow& w, Duration part) {
            w.phones.add(kind, o.phone_model, part);
        });
    });
    if (o.phone.ns < 0) return;
    at(o.created + o.phone_start).phones.models[o.phone_model].loads += o.loads;
    ++at(o.created + o.phone_ready()).phones.models[o.phone_model].runs;
}

void Series::merge(const Series& other) {
    ensure(window_ == other.window_, "series of different windows do not merge");
    while (windows_.size() < other.windows_.size()) windows_.push_back(empty_window());
    for (size_t k = 0; k < other.windows_.size(); ++k) combine(windows_[k], other.windows_[k]);
}

bool Series::reaches(Time until) const { return until <= span_of(windows_.size()).from; }

bool Series::is_sound() const {
    const size_t used = uses_ != 0 ? phone_models_ : 0;
    return window_.ns > 0 && uses_ <= 1 && windows_.size() <= most_windows &&
           std::all_of(windows_.begin(), windows_.end(), [&](const SeriesWindow& w) {
               return w.chosen.size() == cloud_models_ && w.cloud.size() == cloud_models_ &&
                      w.active_ns.size() == cloud_models_ && w.phone.size() == phone_models_ &&
                      w.phones.models.size() == used;
           });
}

SeriesWindow Series::over(const Span& span) const {
    ensure(span.from.ns >= 0 && span.from.ns % window_.ns == 0 && span.until.ns % window_.ns == 0 &&
               reaches(span.until),
           "a span of a series is of whole windows");
    SeriesWindow sum = empty_window();
    for (Time at = span.from; at < span.until; at += window_) {
        combine(sum, windows_[static_cast<size_t>(at.ns / window_.ns)]);
    }
    return sum;
}

}  // namespace mdisim
