// The tally of a run: everything that is kept of it, in whole numbers, so that tallies merge
// exactly in any order. Accuracies are multiplied in at the end (sim/metrics/metrics.hpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/endings.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/line_errors.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/phone_uses.hpp"
#include "sim/measure/right_tally.hpp"
#include "sim/measure/series.hpp"
#include "sim/measure/sums.hpp"

namespace mdisim {

// What the servers' cores allow the requests of a run, as sums of accuracies in units of 2^-32.
struct CapacityTally {
    static constexpr double unit = 1.0 / 4294967296.0;

    uint128 most = 0;   // no decisions bring more
    uint128 least = 0;  // a schedule that knows all requests brings this; 0: none was tried

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.most...);
        visit(them.least...);
    }
};

// The bound, counted: for each request the most accurate answer, the phone's copy included, that
// meets the deadline with no waiting.
struct BoundTally {
    std::vector<uint64_t> cloud;
    std::vector<uint64_t> phone;
    std::vector<uint64_t> combined{};         // by pair of models, as in Tally
    std::optional<CapacityTally> capacity{};  // set if the scenario asks for it
    uint64_t requests() const;                // that could have been answered in time

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.cloud...);
        visit(them.phone...);
        visit(them.combined...);
        visit(them.capacity...);
    }
};

// Pictures by where they were shrunk, and whether they were ready sooner for it.
struct ShrinkTally {
    uint64_t phone_right = 0;
    uint64_t phone_wrong = 0;
    uint64_t cloud_right = 0;
    uint64_t cloud_wrong = 0;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.phone_right...);
        visit(them.phone_wrong...);
        visit(them.cloud_right...);
        visit(them.cloud_wrong...);
    }
    void add(const Outcome& o) {
        const bool right = o.shrunk == o.better;
        if (o.shrunk == Shrunk::on_phone) ++(right ? phone_right : phone_wrong);
        if (o.shrunk == Shrunk::in_cloud) ++(right ? cloud_right : cloud_wrong);
    }
    bool operator==(const ShrinkTally&) const = default;
};

// Counts of attempts, in worlds whose clients send again.
struct RetryTally {
    uint64_t attempts = 0;
    uint64_t retried = 0;          // requests sent more than once
    uint64_t executed = 0;         // attempts that a server ran
    uint64_t others_executed = 0;  // executed attempts whose answer did not count

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.attempts...);
        visit(them.retried...);
        visit(them.executed...);
        visit(them.others_executed...);
    }
    void add(const Outcome& o) {
        if (o.model != no_model) attempts += o.attempts;
        retried += o.attempts > 1;
        executed += o.executed + o.others_executed;
        others_executed += o.others_executed;
    }
    bool operator==(const RetryTally&) const = default;
};

// Counts of the requests that were sent to one site, and of its cores as in Tally.
struct SiteTally {
    uint64_t requests = 0;
    uint64_t on_time = 0;
    uint64_t executed = 0;
    Total wait;  // of executed requests
    uint128 cores_there = 0;
    uint128 cores_busy = 0;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.requests...);
        visit(them.on_time...);
        visit(them.executed...);
        visit(them.wait...);
        visit(them.cores_there...);
        visit(them.cores_busy...);
    }
    void add(const Outcome& o) {
        ++requests;
        on_time += o.on_time;
        executed += o.executed;
        if (o.executed) wait.add(o.wait);
    }
    void pass_cores(uint128 nanoseconds, int64_t there, int64_t busy, bool more) {
        if (!more) return;
        cores_there += nanoseconds * static_cast<uint64_t>(there);
        cores_busy += nanoseconds * static_cast<uint64_t>(busy);
    }
};

// The creation times of the first and the last request. Without a request they span no time.
struct Creations {
    int64_t first_ns = INT64_MAX;
    int64_t last_ns = INT64_MIN;

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.first_ns...);
        visit(them.last_ns...);
    }
    void add(Time time) { merge({time.ns, time.ns}); }
    void merge(const Creations& other) {
        first_ns = other.first_ns < first_ns ? other.first_ns : first_ns;
        last_ns = other.last_ns > last_ns ? other.last_ns : last_ns;
    }
    int64_t span_ns() const { return last_ns < first_ns ? 0 : last_ns - first_ns; }
};

// The shortest and the longest deadline of the requests of a tally; those of classes may differ. By
// default no deadline is known.
struct Deadlines {
    Duration shortest{INT64_MAX};
    Duration longest{0};

    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        visit(them.shortest.ns...);
        visit(them.longest.ns...);
    }
    bool known() const { return shortest <= longest; }
    void add(Duration deadline) { merge({deadline, deadline}); }
    void merge(const Deadlines& other) {
        shortest = std::min(shortest, other.shortest);
        longest = std::max(longest, other.longest);
    }
    bool operator==(const Deadlines&) const = default;
};

struct Tally {
    Tally() = default;
    Tally(size_t cloud_models, size_t phone_models)
        : chosen(cloud_models), cloud(cloud_models), phone(phone_models) {
        bound.cloud.resize(cloud_models);
        bound.phone.resize(phone_models);
    }

    uint64_t requests = 0;
    uint64_t on_time = 0;
    uint64_t dropped = 0;  // requests that were never answered
    uint64_t rescued = 0;
    uint64_t copies = 0;    // requests of which the phone ran a copy
    uint64_t sent = 0;      // requests that went to the cloud
    uint64_t executed = 0;  // requests that a server ran
    uint64_t cold = 0;      // executed requests whose model had to be loaded first
    uint128 sent_bytes = 0;
    uint128 energy_pj = 0;
    uint128 models_pj = 0;           // the part of energy_pj for the phone's own models
    uint64_t from_log = 0;           // executed requests whose execution time is a recorded one
    std::vector<uint64_t> chosen;    // by cloud model: requests it was picked for
    std::vector<AnswerCount> cloud;  // by cloud model
    std::vector<AnswerCount> phone;  // by the phone's model
    // Combined answers in time, by pair of models: the index is that of the cloud's model, times
    // the number of the phone's models, plus that of the phone's. Empty if no answers are combined.
    std::vector<uint64_t> combined{};
    Sum latency;
    Sum wait;       // of executed requests
    Total waiting;  // of all attempts, dropped ones included
    Total execution;
    Total network;           // uplink and downlink of executed requests
    Total before_execution;  // creation to the start of execution in the cloud
    ShrinkTally shrink;
    std::optional<RetryTally> retries;   // set if clients may send again
    std::optional<RightTally> rights;    // set if answers are right or wrong
    std::optional<PhoneTimes> phones{};  // set if it is known what phones use
    std::optional<LineErrors> lines{};   // set if lines were fitted before the run
    // Cores times nanoseconds of limited servers, from the first counted request to the last.
    uint128 cores_there = 0;
    uint128 cores_busy = 0;
    std::vector<uint128> cores_of_kinds{};  // cores_there by kind of server, if kinds have prices
    // Cores times nanoseconds of busy cores after the last request had been created.
    uint128 cores_busy_after = 0;
    Creations created;
    Deadlines deadlines;
    Histogram latencies;
    Histogram waits;
    BoundTally bound;
    Digest fingerprint;              // over every request, warm-up included
    std::optional<Series> series;    // set if the scenario asks for it; warm-up included
    std::vector<SiteTally> sites{};  // by site; empty without sites
    std::vector<Tally> classes;      // a tally for each class; empty without classes
    std::vector<Tally> blocks{};     // of consecutive requests of a log; empty without one

    // The one list of counts that add up a function of each request's outcome. Visits the function
    // and the count.
    template <class Visit, class... Same>
    [[gnu::always_inline]] static void each_count(Visit&& visit, Same&... them) {
        using O = const Outcome&;
        visit([](O) { return true; }, them.requests...);
        visit([](O o) { return o.on_time; }, them.on_time...);
        visit([](O o) { return o.answer == Answer::none; }, them.dropped...);
        visit([](O o) { return o.rescued; }, them.rescued...);
        visit([](O o) { return o.phone.ns >= 0; }, them.copies...);
        visit([](O o) { return o.model != no_model; }, them.sent...);
        visit([](O o) { return o.executed; }, them.executed...);
        visit([](O o) { return o.executed && o.cold; }, them.cold...);
        visit([](O o) { return o.sent_bytes; }, them.sent_bytes...);
        visit([](O o) { return o.energy_pj; }, them.energy_pj...);
        visit([](O o) { return o.models_pj; }, them.models_pj...);
        visit([](O o) { return o.from_log; }, them.from_log...);
    }
    // The one list of what a tally holds (parts.hpp).
    template <class Visit, class... Same>
    static void each_part(Visit&& visit, Same&... them) {
        each_count([&](auto, auto&... counts) { visit(counts...); }, them...);
        visit(them.chosen...);
        visit(them.cloud...);
        visit(them.phone...);
        visit(them.combined...);
        visit(them.latency...);
        visit(them.wait...);
        visit(them.waiting...);
        visit(them.execution...);
        visit(them.network...);
        visit(them.before_execution...);
        visit(them.shrink...);
        visit(them.retries...);
        visit(them.rights...);
        visit(them.phones...);
        visit(them.lines...);
        visit(them.cores_there...);
        visit(them.cores_busy...);
        visit(them.cores_busy_after...);
        visit(them.cores_of_kinds...);
        visit(them.created...);
        visit(them.deadlines...);
        visit(them.latencies...);
        visit(them.waits...);
        visit(them.bound...);
        visit(them.fingerprint...);
        visit(them.sites...);
        visit(them.classes...);
        visit(them.blocks...);
        visit(them.series...);
    }

    // Makes room for counts of combined answers.
    void expect_combined() {
        combined.resize(cloud.size() * phone.size());
        bound.combined.resize(combined.size());
    }
    // Adds one request. counted: false during warm-up, which enters only the fingerprint and the
    // series. simple: there are no classes, series, pictures or models to be loaded.
    template <bool simple = false>
    void add(const Outcome& outcome, bool counted);
    // Adds each of these requests; those with an index below warm_up are not counted.
    void add(const Endings& endings, uint64_t warm_up);
    // Adds a time in which limited servers have `there` cores, `busy` of them busy. more: whether
    // requests are still to be created.
    void pass_cores(uint128 nanoseconds, int64_t there, int64_t busy, bool more) {
        (more ? cores_busy : cores_busy_after) += nanoseconds * static_cast<uint64_t>(busy);
        if (more) cores_there += nanoseconds * static_cast<uint64_t>(there);
    }
    void pass_kind(size_t kind, uint128 nanoseconds, int64_t there) {
        cores_of_kinds[kind] += nanoseconds * static_cast<uint64_t>(there);
    }
    // The tallies of the blocks of a log, over all its replications, but over one of them if
    // nothing was drawn and they are all the same. Empty without a log.
    static std::vector<Tally> by_blocks(const std::vector<Tally>& replications);
    // For each tally, all others merged. Requires two tallies.
    static std::vector<Tally> all_others(const std::vector<Tally>& tallies);
    void merge(const Tally& other);

    // The latency that this share of the answers does not exceed, from the histogram. Answers in
    // time are counted exactly; so if all requests have one deadline, the quantile is at most the
    // deadline if and only if at least this share was in time.
    Duration latency_quantile(double share) const;

  private:
    void count_execution(const Outcome& outcome);
    void count_answer(const Outcome& outcome);
    void add_to_class(const Outcome& outcome, bool counted);
};

[[gnu::always_inline]] inline void Tally::count_execution(const Outcome& o) {
    wait.add(o.wait);
    waits.add(o.wait);
    execution.add(o.execution);
    network.add(o.uplink + o.downlink);
    before_execution.add(o.ready() + o.wait);
}

[[gnu::always_inline]] inline void Tally::count_answer(const Outcome& o) {
    if (o.answer == Answer::both) [[unlikely]] {
        ++combined[o.model * phone.size() + o.phone_model];
        return;
    }
    AnswerCount& count = o.answer == Answer::cloud ? cloud[o.model] : phone[o.phone_model];
    ++count.by_time[o.on_time];
}

template <bool simple>
[[gnu::always_inline]] inline void Tally::add(const Outcome& o, bool counted) {
    fingerprint += digest_of(o);
    if (!simple && !classes.empty()) [[unlikely]]
        add_to_class(o, counted);
    if (!simple && series) [[unlikely]]
        series->add(o);
    if (!counted) return;
    if (!simple && o.own_deadline.ns >= 0) [[unlikely]]
        deadlines.add(o.own_deadline);
    each_count([&](auto rule, auto& count) { count += static_cast<uint64_t>(rule(o)); }, *this);
    created.add(o.created);
    if (retries) [[unlikely]] {
        retries->add(o);
        waiting.add(o.others_wait);
    }
    if (!simple && rights) [[unlikely]]
        rights->add(o);
    if (!simple && phones) [[unlikely]]
        phones->add(o);
    if (o.model != no_model) {
        ++chosen[o.model];
        waiting.add(o.wait);
        if (!simple) shrink.add(o);
        if (!simple && !sites.empty()) [[unlikely]]
            sites[o.site].add(o);
        if (o.executed) count_execution(o);
    }
    if (o.answer == Answer::none) return;
    count_answer(o);
    latency.add(o.latency);
    latencies.add(o.latency);
}

}  // namespace mdisim
