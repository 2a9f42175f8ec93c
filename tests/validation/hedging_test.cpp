// Hedged requests against closed forms.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "sim/engine/law.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

constexpr uint64_t requests = 200'000;

// A round trip of 90 ms to servers that take 10 ms, both exponential; hedged after d_ms.
World hedged_world(double d_ms, bool same_network) {
    World w;
    w.workload = EveryWorkload{1};
    w.models.list = {worlds::model("model", 0.8, 10, 0)};
    w.models.family = Family::exponential;
    w.network = LatencyLink{Exponential{90}, {}, {}, Measures::round_trip, Directions::same};
    w.retries.emplace();
    w.retries->timeout_ms = d_ms;
    w.retries->most = 1;
    w.retries->hedges = true;
    w.retries->same_network = same_network;
    return w;
}

double late(const World& world, double sla_ms) {
    const Cell cell = worlds::cell(world, sla_ms, "fastest");
    const Tally tally = simulate({&cell, 1}, worlds::plan(requests)).front().tally;
    return 1 - static_cast<double>(tally.on_time) / static_cast<double>(tally.requests);
}

double beyond(double mean_ms, double t_ms) { return t_ms <= 0 ? 1 : std::exp(-t_ms / mean_ms); }

// P(N + E > t).
double late_once(double t_ms) {
    return (90 * beyond(90, t_ms) - 10 * beyond(10, t_ms)) / (90 - 10);
}

// The integral of f over the law of N, by Simpson's rule.
template <class F>
double over_network(F f) {
    constexpr int steps = 400'000;
    constexpr double width = 4000.0 / steps;
    double sum = 0;
    for (int i = 0; i <= steps; ++i) {
        const double n = i * width;
        const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * f(n) * beyond(90, n) / 90;
    }
    return sum * width / 3;
}

double standard_error(double p) { return std::sqrt(p * (1 - p) / static_cast<double>(requests)); }

}  // namespace

TEST_CASE("two attempts over the same network are late together", "[retries][closed_form]") {
    for (const double d : {100.0, 300.0}) {
        for (const double t : {250.0, 400.0}) {
            const double both =
                over_network([&](double n) { return beyond(10, t - n) * beyond(10, t - d - n); });
            const double apart = late_once(t) * (t > d ? late_once(t - d) : 1);
            INFO("hedged after " << d << " ms, late after " << t << " ms");
            CHECK(late(hedged_world(d, true), t) == Approx(both).margin(4 * standard_error(both)));
            CHECK(late(hedged_world(d, false), t) ==
                  Approx(apart).margin(4 * standard_error(apart)));
            // What hedging gains over a network that is shared is next to nothing.
            CHECK(both > 0.85 * late_once(t));
            if (t > d) CHECK(apart < 0.4 * late_once(t));
        }
    }
}

TEST_CASE("a budget is spent and not exceeded", "[retries]") {
    World w = hedged_world(20, false);
    w.retries->budget = 0.05;
    const Cell cell = worlds::cell(w, 400, "fastest");
    const Tally tally = simulate({&cell, 1}, worlds::plan(requests)).front().tally;
    const double further = static_cast<double>(tally.retries->attempts) - requests;
    CHECK(further <= 0.05 * requests);
    CHECK(further > 0.05 * requests - 11);
}

}  // namespace mdisim
