// Phones that move between Wi-Fi, LTE and no link at all, and their visits to each.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"

namespace mdisim::moving {

inline LatencyLink latency(const Law& law, Measures measures = Measures::one_way,
                           Directions directions = Directions::same) {
    LatencyLink link;
    link.latency = law;
    link.measures = measures;
    link.directions = directions;
    return link;
}

inline constexpr Payload payload{100, 2};
inline constexpr int64_t up_bytes = 100'000;  // of that payload
inline constexpr double down_bits = 16'000;

inline StateNetwork network_of_phones() {
    return {{{"wifi", 2, 3, latency(Constant{7})},
             {"lte", 1, 2, latency(Uniform{20, 40})},
             {"off", 0.5, 1, std::nullopt}}};
}
inline constexpr double weights[] = {3, 2, 1};
inline constexpr double means_s[] = {2, 1, 0.5};
inline constexpr size_t off = 2;

// Visits to a state come by w_i (W - w_i): each is left for another by weight.
inline double share(size_t state) {
    double mass[3], total = 0;
    for (size_t s = 0; s < 3; ++s) {
        mass[s] = weights[s] * (6 - weights[s]) * means_s[s];
        total += mass[s];
    }
    return mass[state] / total;
}

inline bool is_near(double count, double n, double share) {
    return std::abs(count - n * share) < 4 * std::sqrt(n * share * (1 - share));
}

// A network with the same states, each of which has a link that tells which it is: transfers take a
// millisecond in the first, two in the second, and so on.
inline ReadyNetwork telling() {
    StateNetwork states = network_of_phones();
    for (size_t s = 0; s < 3; ++s) {
        states.states[s].link = latency(Constant{static_cast<double>(s + 1)});
    }
    return ReadyNetwork(states, payload);
}
// Requires paths through a telling network.
inline size_t state_at(NetworkPaths& paths, uint32_t phone, Time time) {
    return static_cast<size_t>(paths.up(phone, time, {}, up_bytes).ms()) - 1;
}

// A network with the same states of which all but one have a link that takes no time: a transfer
// waits for exactly what is left of that one.
inline ReadyNetwork all_but(size_t state) {
    StateNetwork states = network_of_phones();
    for (size_t s = 0; s < 3; ++s) {
        states.states[s].link.reset();
        if (s != state) states.states[s].link = latency(Constant{0});
    }
    return ReadyNetwork(states, payload);
}

struct Visit {
    size_t state;
    Time from;
    Duration stay;
};
inline std::vector<Visit> visits(size_t n) {
    const ReadyNetwork tells = telling();
    NetworkPaths told(tells, 2, 1);
    const ReadyNetwork networks[] = {all_but(0), all_but(1), all_but(2)};
    std::vector<NetworkPaths> paths;
    for (const ReadyNetwork& network : networks) paths.emplace_back(network, 2, 1);
    std::vector<Visit> visits;
    Time now;
    while (visits.size() < n) {
        const size_t state = state_at(told, 3, now);
        visits.push_back({state, now, paths[state].up(3, now, {}, up_bytes)});
        now += visits.back().stay;
        for (NetworkPaths& p : paths) p.forget_before(now);
        told.forget_before(now);
    }
    visits.erase(visits.begin());  // its beginning was not seen
    return visits;
}

}  // namespace mdisim::moving
