#include "sim/measure/series.hpp"

#include <algorithm>
#include <string>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

template <class T>
void add_all(std::vector<T>& to, const std::vector<T>& from) {
    ensure(to.size() == from.size(), "series of different model pools do not merge");
    for (size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace

void SeriesWindow::merge(const SeriesWindow& other) {
    requests += other.requests;
    on_time += other.on_time;
    dropped += other.dropped;
    attempts += other.attempts;
    latency_ns += other.latency_ns;
    add_all(chosen, other.chosen);
    add_all(cloud_on_time, other.cloud_on_time);
    add_all(phone_on_time, other.phone_on_time);
    watched_ns += other.watched_ns;
    waiting_ns += other.waiting_ns;
    cores_busy_ns += other.cores_busy_ns;
    cores_ns += other.cores_ns;
    replicas_ns += other.replicas_ns;
    add_all(active_ns, other.active_ns);
}

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
    w.attempts += o.attempts;
    if (o.model != no_model) ++w.chosen[o.model];
    if (o.answer == Answer::none) {
        ++w.dropped;
        return;
    }
    w.latency_ns += static_cast<uint64_t>(o.latency.ns);
    if (!o.on_time) return;
    ++(o.answer == Answer::cloud ? w.cloud_on_time[o.model] : w.phone_on_time[o.phone_model]);
}

void Series::state(Time from, Time until, const ServerState& s) {
    while (from < until) {
        SeriesWindow& w = at(from);
        const Time end = std::min(until, span_of(static_cast<size_t>(from.ns / window_.ns)).until);
        const auto part = static_cast<uint128>(static_cast<uint64_t>((end - from).ns));
        w.watched_ns += part;
        w.waiting_ns += part * static_cast<uint64_t>(s.waiting);
        w.cores_busy_ns += part * static_cast<uint64_t>(s.cores_busy);
        w.cores_ns += part * static_cast<uint64_t>(s.cores);
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
    for (size_t k = 0; k < other.windows_.size(); ++k) windows_[k].merge(other.windows_[k]);
}

bool Series::reaches(Time until) const { return until <= span_of(windows_.size()).from; }

bool Series::is_sound() const {
    return window_.ns > 0 && windows_.size() <= most_windows &&
           std::all_of(windows_.begin(), windows_.end(), [this](const SeriesWindow& w) {
               return w.chosen.size() == cloud_models_ && w.cloud_on_time.size() == cloud_models_ &&
                      w.active_ns.size() == cloud_models_ &&
                      w.phone_on_time.size() == phone_models_;
           });
}

SeriesWindow Series::over(const Span& span) const {
    ensure(span.from.ns >= 0 && span.from.ns % window_.ns == 0 && span.until.ns % window_.ns == 0 &&
               reaches(span.until),
           "a span of a series is of whole windows");
    SeriesWindow sum(cloud_models_, phone_models_);
    for (Time at = span.from; at < span.until; at += window_) {
        sum.merge(windows_[static_cast<size_t>(at.ns / window_.ns)]);
    }
    return sum;
}

}  // namespace mdisim
