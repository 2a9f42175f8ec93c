// Requests, tallies and what metrics are made of them, small enough to be worked by hand.
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "tests/support/times.hpp"

namespace mdisim::testing {

constexpr int64_t ns_per_ms = 1'000'000;

inline const Grading grading{{"small", "large"}, {0.6, 0.8}, {0.5}, 2};

// A request created at a whole second and answered by the cloud: 10 ms up, then wait, then
// execution, 15 ms down.
inline Outcome from_cloud(int64_t second, uint16_t model, int64_t wait_ms, int64_t execution_ms,
                          int64_t sla_ms) {
    Outcome o;
    o.index = static_cast<uint64_t>(second);
    o.created = Time{} + lasting_s(second);
    o.model = model;
    o.executed = true;
    o.uplink = {10 * ns_per_ms};
    o.wait = {wait_ms * ns_per_ms};
    o.execution = {execution_ms * ns_per_ms};
    o.downlink = {15 * ns_per_ms};
    o.latency = o.uplink + o.wait + o.execution + o.downlink;
    o.answer = Answer::cloud;
    o.on_time = o.latency.ns <= sla_ms * ns_per_ms;
    o.sent_bytes = 2000;
    o.energy_pj = 3'000'000'000'000;
    return o;
}

// A replication of answers with latencies 1 ms, 2 ms, ..., of which the first `on_time` are in
// time.
inline Tally replication(uint64_t requests, uint64_t on_time) {
    Tally t(2, 1);
    for (uint64_t i = 0; i < requests; ++i) {
        Outcome o = from_cloud(static_cast<int64_t>(i), 0, 0, 0, 0);
        o.latency = {static_cast<int64_t>(i + 1) * ns_per_ms};
        o.on_time = i < on_time;
        t.add(o, true);
    }
    return t;
}

inline size_t place(const std::string& name) {
    const std::vector<MetricInfo> infos = metric_infos(grading);
    for (size_t i = 0; i < infos.size(); ++i) {
        if (infos[i].name == name) return i;
    }
    FAIL("no metric " << name);
    return 0;
}

inline Metric metric(const std::vector<Tally>& replications, const std::string& name,
                     const Grading& graded = grading) {
    return summarise(replications, graded).at(place(name));
}

inline bool nothing_measured(const Metric& m) {
    return std::isnan(m.interval.mean) && std::isnan(m.interval.low) && std::isnan(m.interval.high);
}

inline double mean_of(const std::vector<Tally>& replications, const std::string& name) {
    return metric(replications, name).interval.mean;
}

}  // namespace mdisim::testing
