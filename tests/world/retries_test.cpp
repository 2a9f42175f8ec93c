// Attempts against formulas and against their draws, read one by one.
#include "sim/world/retries.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/world.hpp"
#include "tests/validation/by_hand.hpp"
#include "tests/validation/replications.hpp"

namespace mdisim::validation {
namespace {

Duration drawn(const Sampler& law, const Plan& plan, Purpose purpose, uint32_t attempt,
               uint64_t index) {
    const Lanes lanes = random_lanes(plan.seed, {purpose, attempt, plan.replication, 0, index});
    const double ms = law.quantile(uniform_of(lanes.lane[0]));
    return Duration::from_ms(ms > 0 ? ms : 0);
}

TEST_CASE("attempt k reads block k: latencies and the bound by hand") {
    const Laws laws{Constant{10}, Exponential{60}, Exponential{20}};
    World world = world_of(laws, {});
    world.servers.reset();
    world.retries = Retries{70, 3, 15, 1.5, 0.4, false};
    Plan plan;
    plan.requests = 2000;
    plan.seed = 3;
    const Duration sla = Duration::from_ms(120);
    const Tally tally = simulate_one(world, sla, plan);

    const Sampler service(laws.service);
    const Sampler uplink(laws.uplink);
    uint128 latencies = 0;
    uint64_t on_time = 0;
    uint64_t possible = 0;
    uint64_t attempts = 0;
    uint64_t second_wins = 0;
    for (uint64_t i = 0; i < plan.requests; ++i) {
        Duration sent;
        Duration first = Duration::max();
        Duration best = Duration::max();
        double backoff_ms = 15;
        for (uint32_t k = 0; k <= 3; ++k) {
            if (k > 0) {
                const Lanes lanes = random_lanes(plan.seed, {retry_draws, k, 0, 0, i});
                sent += Duration::from_ms(70) +
                        Duration::from_ms(backoff_ms * (1 - 0.4 * uniform_of(lanes.lane[0])));
                backoff_ms *= 1.5;
            }
            const Duration up = drawn(uplink, plan, network_draws, k, i);
            const Duration at = sent + up + drawn(service, plan, execution_draws, k, i) + up;
            best = std::min(best, at);
            if (first <= sent) continue;
            ++attempts;
            second_wins += k > 0 && at < first;
            first = std::min(first, at);
        }
        latencies += static_cast<uint64_t>(first.ns);
        on_time += first <= sla;
        possible += best <= sla;
    }
    CHECK(tally.latency.total == latencies);
    CHECK(tally.on_time == on_time);
    CHECK(tally.bound.cloud.front() == possible);
    CHECK(possible == on_time);
    CHECK(tally.retries->attempts == attempts);
    CHECK(second_wins > 300);
}

// Memoryless attempts at 0, T, 2 T, ...: nobody has answered by t with the chance that each of
// those sent is still under way.
double unanswered(double t, double timeout, int most, double mean) {
    double chance = 1;
    for (int k = 0; k <= most && t > k * timeout; ++k) {
        chance *= std::exp(-(t - k * timeout) / mean);
    }
    return chance;
}

TEST_CASE("with unlimited servers, attempts are independent chances") {
    constexpr int most = 3;
    World world = world_of({Constant{5}, Exponential{100}}, {});
    world.servers.reset();
    world.retries = Retries{40, most};
    const ReadyWorld ready(world);
    std::vector<Tally> tallies;
    for (uint32_t r = 0; r < 20; ++r) {
        Plan plan;
        plan.requests = 2000;
        plan.replication = r;
        tallies.push_back(simulate_one(world, Duration::from_ms(150), plan));
    }
    const Replications run(std::move(tallies), ready.grading());
    agrees("attainment", run.metric("attainment"), 1 - unanswered(150, 40, most, 100));
    differs("attainment", run.metric("attainment"), 1 - unanswered(150, 40, most - 1, 100));
    double attempts = 1;
    double mean_ms = 0;
    for (int k = 1; k <= most; ++k) attempts += unanswered(40 * k, 40, most, 100);
    for (double t = 0.05; t < 2000; t += 0.1) mean_ms += 0.1 * unanswered(t, 40, most, 100);
    agrees("attempts", run.metric("attempts_mean"), attempts);
    agrees("sent again", run.metric("retried"), unanswered(40, 40, most, 100));
    agrees("latency", run.metric("latency_ms_mean"), mean_ms);
    agrees("in vain", run.metric("wasted_executions"), 1 - 1 / attempts);
}

TEST_CASE("what retries do not go with is refused") {
    World world = world_of({Constant{5}, Constant{10}}, {});
    world.retries = Retries{};
    CHECK_NOTHROW(describe(Tag<World>{}).validate(&world));
    world.pictures = Pictures{};
    CHECK_THROWS_WITH(describe(Tag<World>{}).validate(&world), Catch::Contains("pictures"));
}

}  // namespace
}  // namespace mdisim::validation
