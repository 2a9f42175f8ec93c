// The world worked out by hand: the same draws, read from their addresses one at a time, and none
// of the code that the simulation runs on.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/registry.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"

namespace mdisim::validation {

struct Request {
    Time created;
    Duration uplink;  // and as long again on the way back
    Duration service;
    Time reached() const { return created + uplink; }
};

inline Duration draw(const Sampler& law, const Plan& plan, Purpose purpose, uint64_t index) {
    const Lanes lanes = random_lanes(plan.seed, {purpose, 0, plan.replication, 0, index});
    const double ms = law.quantile(uniform_of(lanes.lane[0]));
    return Duration::from_ms(ms > 0 ? ms : 0);
}

// Independent gaps, uplinks and services.
struct Laws {
    Law gap;
    Law service;
    Law uplink = Constant{0};
};

inline std::vector<Request> requests_by_hand(const Laws& laws, const Plan& plan) {
    const Sampler gap(laws.gap);
    const Sampler service(laws.service);
    const Sampler uplink(laws.uplink);
    std::vector<Request> requests;
    Time now;
    for (uint64_t i = 0; i < plan.requests; ++i) {
        now += draw(gap, plan, arrival_draws, i);
        requests.push_back(
            {now, draw(uplink, plan, network_draws, i), draw(service, plan, execution_draws, i)});
    }
    return requests;
}

// The same as a world. Nothing is paid for: messages of no bytes.
inline World world_of(const Laws& laws, const Servers& servers) {
    World world;
    world.workload = RenewalWorkload{laws.gap};
    Model model;
    model.name = "model";
    model.accuracy = 1;
    model.law = laws.service;
    world.models.list = {model};
    world.network = LatencyLink{laws.uplink, {}, {}, Measures::one_way, Directions::same};
    world.payload = {0, 0};
    world.servers = servers;
    return world;
}

inline Chosen registered(Decision decision, const char* name) {
    const PolicyEntry* entry = find_policy(decision, name);
    REQUIRE(entry != nullptr);
    return {entry, entry->options.make()};
}

inline Tally simulate_one(const World& world, Duration sla, const Plan& plan,
                          const Chosen& select = registered(Decision::select, "fastest")) {
    const Cell cell{std::make_shared<const ReadyWorld>(world), sla,
                    Combination{"by hand", {registered(Decision::place, "cloud"), select}}};
    return std::move(simulate({&cell, 1}, plan).front().tally);
}

inline std::vector<std::pair<size_t, uint64_t>> bars(const Histogram& histogram) {
    std::vector<std::pair<size_t, uint64_t>> bars = {{0, histogram.zeros()}};
    for (size_t i = 0; i < histogram.counts().size(); ++i) {
        const uint64_t n = histogram.counts()[i];
        if (n > 0) bars.emplace_back(histogram.first_bucket() + i, n);
    }
    return bars;
}

inline bool same_bars(const Histogram& a, const Histogram& b) { return bars(a) == bars(b); }

}  // namespace mdisim::validation
