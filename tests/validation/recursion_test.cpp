// First come, first served: the simulation equals the recursions of Lindley (one server) and of
// Kiefer and Wolfowitz (several) to the nanosecond, on the same draws.
#include <algorithm>
#include <cstdint>
#include <string>

#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/validation/by_hand.hpp"

namespace mdisim::validation {
namespace {

// W' = max(0, W + S - A), with S the service of the one before and A the gap since.
std::vector<int64_t> lindley(const std::vector<Request>& requests) {
    std::vector<int64_t> waits;
    for (size_t i = 0; i < requests.size(); ++i) {
        if (i == 0) {
            waits.push_back(0);
            continue;
        }
        const int64_t gap = (requests[i].created - requests[i - 1].created).ns;
        waits.push_back(std::max<int64_t>(0, waits.back() + requests[i - 1].service.ns - gap));
    }
    return waits;
}

// The work left on each server, sorted: a request waits for the least, adds its own to it, and all
// shrink by the gap to the next.
std::vector<int64_t> kiefer_wolfowitz(const std::vector<Request>& requests, size_t servers) {
    std::vector<int64_t> waits;
    std::vector<int64_t> work(servers, 0);
    Time last;
    for (const Request& r : requests) {
        for (int64_t& w : work) w = std::max<int64_t>(0, w - (r.created - last).ns);
        last = r.created;
        waits.push_back(work.front());
        work.front() += r.service.ns;
        std::sort(work.begin(), work.end());
    }
    return waits;
}

// Reference known answers lindley-1 and lindley-2.
const std::vector<int64_t> gaps_ms = {5, 2, 7, 1, 3, 10, 1, 1, 20, 4};
const std::vector<int64_t> services_ms = {6, 4, 3, 8, 2, 5, 9, 1, 7, 3};
struct Example {
    size_t servers;
    std::vector<int64_t> waits_ms, departures_ms;
    int64_t area_ms;  // the integral of the number in the system
};
const std::vector<Example> examples = {
    {1, {0, 4, 1, 3, 8, 0, 4, 12, 0, 3}, {11, 15, 18, 26, 28, 33, 42, 43, 57, 60}, 83},
    {2, {0, 0, 0, 0, 0, 0, 0, 3, 0, 0}, {11, 11, 17, 23, 20, 33, 38, 34, 57, 57}, 51}};

std::vector<Request> example_requests() {
    std::vector<Request> requests;
    Time now;
    for (size_t i = 0; i < gaps_ms.size(); ++i) {
        now += Duration::from_ms(static_cast<double>(gaps_ms[i]));
        requests.push_back({now, {}, Duration::from_ms(static_cast<double>(services_ms[i]))});
    }
    return requests;
}

TEST_CASE("the recursions give the reference known answers") {
    const std::vector<Request> requests = example_requests();
    for (const Example& example : examples) {
        const std::vector<int64_t> waits = kiefer_wolfowitz(requests, example.servers);
        for (size_t i = 0; i < waits.size(); ++i) {
            CHECK(waits[i] == example.waits_ms[i] * 1'000'000);
            CHECK(requests[i].created.ns + waits[i] + requests[i].service.ns ==
                  example.departures_ms[i] * 1'000'000);
        }
    }
    CHECK(lindley(requests) == kiefer_wolfowitz(requests, 1));
}

// The i-th request at the servers gets the i-th model: with a model for each service time, any
// sequence of them can be played.
class InTurn final : public Select {
  public:
    uint16_t choose(const SelectView&, Draw&) const override { return next_++; }

  private:
    mutable uint16_t next_ = 0;
};

TEST_CASE("the simulation plays the worked example, request by request") {
    PolicyEntry in_turn;
    in_turn.name = "in_turn";
    in_turn.maker = Maker<Select>([](const void*) { return std::make_unique<InTurn>(); });

    const std::vector<Request> requests = example_requests();
    World world;
    StampWorkload stamps;
    for (size_t i = 0; i < requests.size(); ++i) {
        stamps.stamps_ms.push_back(requests[i].created.ms());
        Model model;
        model.name = "service " + std::to_string(i);
        model.law = Constant{requests[i].service.ms()};
        world.models.list.push_back(model);
    }
    world.workload = stamps;

    for (const Example& example : examples) {
        world.servers = Servers{static_cast<int64_t>(example.servers), {}, {}, false};
        uint128 waited = 0;
        uint128 stayed = 0;
        // Whoever comes later changes nothing, so a run of one more request tells of that one.
        for (uint64_t n = 1; n <= requests.size(); ++n) {
            const Tally tally =
                simulate_one(world, Duration::from_ms(1), Plan{1, 0, n}, {&in_turn, nullptr});
            INFO("servers " << example.servers << ", request " << n);
            const auto wait = static_cast<int64_t>(tally.wait.total - waited);
            const auto stay = static_cast<int64_t>(tally.latency.total - stayed);
            CHECK(wait == example.waits_ms[n - 1] * 1'000'000);
            CHECK(requests[n - 1].created.ns + stay == example.departures_ms[n - 1] * 1'000'000);
            waited = tally.wait.total;
            stayed = tally.latency.total;
        }
        CHECK(static_cast<int64_t>(stayed) == example.area_ms * 1'000'000);
    }
}

struct Totals {
    uint128 wait = 0, wait_squares = 0, latency = 0, latency_squares = 0;
    uint64_t waited = 0, on_time = 0;
    Histogram waits;
};
Totals totals_of(const std::vector<Request>& requests, const std::vector<int64_t>& waits,
                 size_t warm_up, Duration sla) {
    Totals sum;
    for (size_t i = warm_up; i < requests.size(); ++i) {
        const auto w = static_cast<uint64_t>(waits[i]);
        const auto t = w + static_cast<uint64_t>(requests[i].service.ns);
        sum.wait += w;
        sum.wait_squares += static_cast<uint128>(w) * w;
        sum.latency += t;
        sum.latency_squares += static_cast<uint128>(t) * t;
        sum.waited += w > 0;
        sum.on_time += t <= static_cast<uint64_t>(sla.ns);
        sum.waits.add({waits[i]});
    }
    return sum;
}

void equals(const Tally& tally, const Totals& sum, uint64_t counted) {
    CHECK(tally.requests == counted);
    CHECK(tally.sent == counted);
    CHECK(tally.dropped == 0);
    CHECK(tally.wait.total == sum.wait);
    CHECK(tally.wait.squares == sum.wait_squares);
    CHECK(tally.latency.total == sum.latency);
    CHECK(tally.latency.squares == sum.latency_squares);
    CHECK(tally.waits.above(Duration{0}) == sum.waited);
    CHECK(tally.on_time == sum.on_time);
    CHECK(same_bars(tally.waits, sum.waits));
}

TEST_CASE("the simulation equals the recursions to the nanosecond") {
    const size_t servers = GENERATE(size_t{1}, size_t{2}, size_t{16});
    const Law service =
        GENERATE(Law(Exponential{100}), Law(Constant{100}), Law(LogNormal{100, 70}));
    const Plan plan{20'260'101, 3, 100'000, 1000};
    const Duration sla = Duration::from_ms(250);
    const Laws laws{Exponential{100 / (0.85 * static_cast<double>(servers))}, service};
    INFO("servers " << servers << ", law number " << service.index());

    const std::vector<Request> requests = requests_by_hand(laws, plan);
    const std::vector<int64_t> waits = kiefer_wolfowitz(requests, servers);
    const Totals sum = totals_of(requests, waits, plan.warm_up, sla);
    REQUIRE(sum.waited > 20'000);
    REQUIRE(sum.waited < plan.requests - plan.warm_up);
    if (servers == 1) REQUIRE((lindley(requests) == waits));

    const Servers fifo{static_cast<int64_t>(servers), {}, {}, false};
    const Tally tally = simulate_one(world_of(laws, fifo), sla, plan);
    equals(tally, sum, plan.requests - plan.warm_up);

    // One server more is another system.
    const Totals other =
        totals_of(requests, kiefer_wolfowitz(requests, servers + 1), plan.warm_up, sla);
    CHECK(tally.wait.total != other.wait);
}

TEST_CASE("who leaves makes room for who comes at the same nanosecond") {
    // Three servers, three arrivals to a service time, on the dot: nobody ever waits. Arrivals
    // were on their way before the services that end as they arrive began.
    const Plan plan{1, 0, 1000};
    const Laws laws{Constant{10}, Constant{30}, Constant{45}};
    const Servers exact{3, Discipline::fifo, 0, false};
    const Tally full = simulate_one(world_of(laws, exact), Duration::from_ms(120), plan);
    CHECK(full.wait.total == 0);
    CHECK(full.dropped == 0);
    CHECK(full.on_time == 1000);

    // A nanosecond more of service, and every fourth comes too early for an empty waiting room.
    const Laws longer{Constant{10}, Constant{30.000001}, Constant{45}};
    const Tally tight = simulate_one(world_of(longer, exact), Duration::from_ms(121), plan);
    CHECK(tight.dropped == 250);
    CHECK(tight.on_time == 750);
}

}  // namespace
}  // namespace mdisim::validation
