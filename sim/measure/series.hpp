// A run by windows of time, in whole numbers: counts of the requests created in each window, and
// integrals of the servers' state over it, and of what phones did. Series merge exactly in any
// order.
//
// Contract: window k is [k w, (k + 1) w). Windows reach up to the last event; more than
// most_windows are OutOfRange. Warm-up is included, since a series is there to show how a run
// settles. Memory: 250 bytes for each window, and 40 more for each model.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/phone_uses.hpp"
#include "sim/measure/sums.hpp"

namespace mdisim {

// The state of the servers between two events.
struct ServerState {
    int64_t waiting = 0;
    int64_t cores_busy = 0;
    int64_t cores = 0;
    int64_t replicas = 0;
    uint16_t active_model = no_model;  // no_model: all models are on offer
};

struct SeriesWindow {
    SeriesWindow() = default;
    SeriesWindow(size_t cloud_models, size_t phone_models, bool uses = false)
        : chosen(cloud_models), cloud(cloud_models), phone(phone_models), active_ns(cloud_models) {
        if (uses) phones.models.resize(phone_models);
    }

    // Counts of the requests created in the window, as in a Tally.
    uint64_t requests = 0;
    uint64_t on_time = 0;
    uint64_t dropped = 0;   // requests that were never answered
    uint64_t attempts = 0;  // all that clients sent
    Total latency;
    std::vector<uint64_t> chosen;    // by cloud model: requests it was picked for
    std::vector<AnswerCount> cloud;  // by cloud model
    std::vector<AnswerCount> phone;  // by the phone's model
    // Integrals over the part of the window for which the state of the servers was given.
    uint128 watched_ns = 0;
    uint128 waiting_ns = 0;
    uint128 cores_busy = 0;  // cores times nanoseconds, as in a Tally
    uint128 cores_there = 0;
    uint128 replicas_ns = 0;
    std::vector<uint128> active_ns;  // by cloud model: how long it was the active one
    PhoneTimes phones;               // in the window; of loads and runs, those that begin in it

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.requests...);
        visit(them.on_time...);
        visit(them.dropped...);
        visit(them.attempts...);
        visit(them.latency...);
        visit(them.chosen...);
        visit(them.cloud...);
        visit(them.phone...);
        visit(them.watched_ns...);
        visit(them.waiting_ns...);
        visit(them.cores_busy...);
        visit(them.cores_there...);
        visit(them.replicas_ns...);
        visit(them.active_ns...);
        visit(them.phones...);
    }
    bool operator==(const SeriesWindow&) const = default;
};

// A part of a run that consists of whole windows.
struct Span {
    Time from;
    Time until;
    auto operator<=>(const Span&) const = default;
};

class Series {
  public:
    static constexpr size_t most_windows = 10'000;

    Series() = default;
    // Requires window > 0. uses: whether it is noted what phones do.
    Series(Duration window, size_t cloud_models, size_t phone_models,
           std::vector<SeriesWindow> windows = {}, bool uses = false);

    Duration window() const { return window_; }
    const std::vector<SeriesWindow>& windows() const { return windows_; }
    Span span_of(size_t window) const;

    void add(const Outcome& outcome);
    void state(Time from, Time until, const ServerState& state);
    // Requires the same length of windows and the same models.
    void merge(const Series& other);
    // The windows of a span, merged into one. Requires whole windows, and reaches(span.until).
    SeriesWindow over(const Span& span) const;
    bool reaches(Time until) const;

    // Whether a Series that was decoded from bytes is consistent.
    bool is_sound() const;
    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.window_.ns...);
        visit(them.cloud_models_...);
        visit(them.phone_models_...);
        visit(them.uses_...);
        visit(them.windows_...);
    }
    bool operator==(const Series&) const = default;

  private:
    SeriesWindow& at(Time time);
    SeriesWindow empty_window() const { return {cloud_models_, phone_models_, uses_ != 0}; }
    void add_phone(const Outcome& outcome);
    // Calls visit(window, part) for the parts of a time in each window.
    template <class Visit>
    void each_window(Time from, Time until, Visit visit);

    Duration window_;
    uint64_t cloud_models_ = 0;
    uint64_t phone_models_ = 0;
    uint64_t uses_ = 0;  // 1 if it is noted what phones do
    std::vector<SeriesWindow> windows_;
};

}  // namespace mdisim
