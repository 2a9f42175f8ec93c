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
               std::vector<SeriesWindow> windows)
    : window_(window),
      cloud_models_(cloud_models),
      phone_models_(phone_models),
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
    while (windows_.size() <= k) windows_.emplace_back(cloud_models_, phone_models_);
    return windows_[k];
}

void Series::add(const Outcome& o) {
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
    while (from < until) {
        SeriesWindow& w = at(from);
        const Time end = std::min(until, span_of(static_cast<size_t>(from.ns / window_.ns)).until);
        const auto part = static_cast<uint128>(static_cast<uint64_t>((end - from).ns));
        w.watched_ns += part;
        w.waiting_ns += part * static_cast<uint64_t>(s.waiting);
        w.cores_busy += part * static_cast<uint64_t>(s.cores_busy);
        w.cores_there += part * static_cast<uint64_t>(s.cores);
        w.replicas_ns += part * static_cast<uint64_t>(s.replicas);
        if (s.active_model != no_model) w.active_ns[s.active_model] += part;
        from = end;
    }
}

void Series::merge(const Series& other) {
    ensure(window_ == other.window_, "series of different windows do not merge");
    while (windows_.size() < other.windows_.size()) {
        windows_.emplace_back(cloud_models_, phone_models_);
    }
    for (size_t k = 0; k < other.windows_.size(); ++k) combine(windows_[k], other.windows_[k]);
}

bool Series::reaches(Time until) const { return until <= span_of(windows_.size()).from; }

bool Series::is_sound() const {
    return window_.ns > 0 && windows_.size() <= most_windows &&
           std::all_of(windows_.begin(), windows_.end(), [this](const SeriesWindow& w) {
               return w.chosen.size() == cloud_models_ && w.cloud.size() == cloud_models_ &&
                      w.active_ns.size() == cloud_models_ && w.phone.size() == phone_models_;
           });
}

SeriesWindow Series::over(const Span& span) const {
    ensure(span.from.ns >= 0 && span.from.ns % window_.ns == 0 && span.until.ns % window_.ns == 0 &&
               reaches(span.until),
           "a span of a series is of whole windows");
    SeriesWindow sum(cloud_models_, phone_models_);
    for (Time at = span.from; at < span.until; at += window_) {
        combine(sum, windows_[static_cast<size_t>(at.ns / window_.ns)]);
    }
    return sum;
}

}  // namespace mdisim
