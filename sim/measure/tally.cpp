#include "sim/measure/tally.hpp"

#include <algorithm>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

void add_all(std::vector<uint64_t>& to, const std::vector<uint64_t>& from) {
    ensure(to.size() == from.size(), "tallies of different model pools do not merge");
    for (size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

void add_all(std::vector<AnswerCount>& to, const std::vector<AnswerCount>& from) {
    ensure(to.size() == from.size(), "tallies of different model pools do not merge");
    for (size_t i = 0; i < to.size(); ++i) {
        to[i].by_time[0] += from[i].by_time[0];
        to[i].by_time[1] += from[i].by_time[1];
    }
}

}  // namespace

uint64_t BoundTally::requests() const {
    uint64_t sum = 0;
    for (const std::vector<uint64_t>* list : {&cloud, &phone, &combined}) {
        for (const uint64_t n : *list) sum += n;
    }
    return sum;
}

void BoundTally::merge(const BoundTally& other) {
    add_all(cloud, other.cloud);
    add_all(phone, other.phone);
    add_all(combined, other.combined);
}

void Tally::add_to_class(const Outcome& o, bool counted) { classes[o.source].add(o, counted); }

void Tally::merge(const Tally& other) {
    requests += other.requests;
    on_time += other.on_time;
    dropped += other.dropped;
    rescued += other.rescued;
    copies += other.copies;
    add_all(chosen, other.chosen);
    add_all(cloud, other.cloud);
    add_all(phone, other.phone);
    add_all(combined, other.combined);
    latency.merge(other.latency);
    wait.merge(other.wait);
    waiting.merge(other.waiting);
    execution.merge(other.execution);
    network.merge(other.network);
    before_execution.merge(other.before_execution);
    sent += other.sent;
    executed += other.executed;
    cold += other.cold;
    sent_bytes += other.sent_bytes;
    energy_pj += other.energy_pj;
    shrink.merge(other.shrink);
    ensure(retries.has_value() == other.retries.has_value(), "a tally with retries, one without");
    if (retries) retries->merge(*other.retries);
    cores_there += other.cores_there;
    cores_busy += other.cores_busy;
    cores_busy_after += other.cores_busy_after;
    first_created_ns = std::min(first_created_ns, other.first_created_ns);
    last_created_ns = std::max(last_created_ns, other.last_created_ns);
    deadlines.merge(other.deadlines);
    latencies.merge(other.latencies);
    waits.merge(other.waits);
    bound.merge(other.bound);
    fingerprint += other.fingerprint;
    ensure(series.has_value() == other.series.has_value(), "a tally with a series, one without");
    if (series) series->merge(*other.series);
    ensure(classes.size() == other.classes.size(), "tallies of different classes do not merge");
    for (size_t c = 0; c < classes.size(); ++c) classes[c].merge(other.classes[c]);
}

Duration Tally::latency_quantile(double share) const {
    const Duration value = latencies.quantile(share);
    if (latencies.total() == 0 || !deadlines.known()) return value;
    // Who was in time took at most the longest deadline; who was not, longer than the shortest.
    if (latencies.rank_of(share) > on_time) {
        return std::max(value, deadlines.shortest + Duration{1});
    }
    // Clients that have a copy wait until the deadline: many take exactly so long.
    const Duration deadline = std::min(deadlines.longest, latencies.most());
    const auto bucket_of = [](Duration d) {
        return Histogram::bucket_of(static_cast<uint64_t>(d.ns));
    };
    const bool many_at_deadline = copies > 0 && deadlines.shortest == deadlines.longest;
    return many_at_deadline && bucket_of(value) == bucket_of(deadline) ? deadline
                                                                       : std::min(value, deadline);
}

}  // namespace mdisim
