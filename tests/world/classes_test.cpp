#include "sim/world/classes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <utility>

#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/characterise.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/world.hpp"
#include "tests/run/spy.hpp"

namespace mdisim {
namespace {

using namespace worlds;
using spying::draw;
using spying::Spy;
using spying::uniform;

RequestClass shared(std::string name, double share, double sla_ms) {
    RequestClass c{std::move(name)};
    c.share = share;
    c.sla_ms = sla_ms;
    return c;
}

RequestClass with_own(std::string name, Workload workload, double sla_ms) {
    RequestClass c{std::move(name)};
    c.workload = std::move(workload);
    c.sla_ms = sla_ms;
    return c;
}

// One model of 100 ms on one replica, no time on the network.
World one_replica(Discipline queue) {
    World w;
    w.models.list = {model("Net", 0.8, 100, 0)};
    w.servers = Servers{1, queue, {}, false};
    return w;
}

std::vector<Record> records_of(const World& world, Plan plan, const char* select = "fastest",
                               double sla_ms = 200) {
    Observer observer(first_requests(0, plan.requests, plan.requests));
    plan.observer = &observer;
    const Cell one = cell(world, sla_ms, select);
    (void)simulate({&one, 1}, plan);
    return observer.take();
}

Tally tally_of(const World& world, const Plan& plan, double sla_ms = 200) {
    const Cell one = cell(world, sla_ms, "fastest");
    return simulate({&one, 1}, plan).front().tally;
}

}  // namespace

TEST_CASE("earliest_deadline serves the urgent class first, fifo does not", "[classes]") {
    const Discipline queue = GENERATE(Discipline::fifo, Discipline::earliest_deadline);
    World world = one_replica(queue);
    world.classes = {with_own("patient", StampWorkload{{0, 1, 2}}, 1500),
                     with_own("urgent", StampWorkload{{3}}, 300)};
    const Tally tally = tally_of(world, plan(4));
    const Tally& patient = tally.classes[0];
    const Tally& urgent = tally.classes[1];
    const auto ms = [](int64_t n) { return static_cast<uint64_t>(n) * 1'000'000; };
    CHECK(tally.requests == 4);
    CHECK(patient.on_time == 3);
    if (queue == Discipline::fifo) {
        CHECK(patient.latency.total == ms(100 + 199 + 298));
        CHECK(urgent.latency.total == ms(397));
        CHECK(urgent.on_time == 0);
    } else {
        CHECK(urgent.latency.total == ms(197));
        CHECK(patient.latency.total == ms(100 + 299 + 398));
        CHECK(urgent.on_time == 1);
    }
    CHECK(tally.on_time == patient.on_time + urgent.on_time);
}

TEST_CASE("what is late is late by the request's own deadline", "[classes]") {
    World world = one_replica(Discipline::fifo);
    world.servers->drop_late = true;
    world.classes = {with_own("patient", StampWorkload{{0, 1, 2}}, 1500),
                     with_own("urgent", StampWorkload{{3}}, 150)};
    const Tally tally = tally_of(world, plan(4));
    CHECK(tally.classes[0].dropped == 0);
    CHECK(tally.classes[1].dropped == 1);  // its turn comes at 300 ms
}

TEST_CASE("a deadline is a class's own, a factor of the scenario's, or the scenario's",
          "[classes]") {
    RequestClass factor{"factor"};
    factor.share = 0.25;
    factor.sla_factor = 2.5;
    RequestClass plain_one{"plain"};
    plain_one.share = 0.25;
    const ReadyClasses classes({shared("own", 0.5, 30), factor, plain_one}, {}, {});
    CHECK(classes.sla(0, Duration::from_ms(200)) == Duration::from_ms(30));
    CHECK(classes.sla(1, Duration::from_ms(200)) == Duration::from_ms(500));
    CHECK(classes.sla(2, Duration::from_ms(200)) == Duration::from_ms(200));
}

TEST_CASE("the class of a request is addressed: the same under every policy", "[classes]") {
    World world = plain();
    world.network = LatencyLink{};  // requests reach the servers in their order
    world.classes = {shared("urgent", 0.3, 90), shared("patient", 0.7, 1000)};
    const Plan p = plan(20'000, 3);
    Spy spy;
    const CellResult result = spy.run(world, 500, p);
    REQUIRE(spy.seen.size() == p.requests);
    size_t wrong = 0;
    for (uint64_t i = 0; i < p.requests; ++i) {
        const bool urgent = uniform(p, class_draws, i, 0) < 0.3;
        wrong += spy.seen[i].sla_ms != (urgent ? 90 : 1000);
    }
    CHECK(wrong == 0);
    const auto urgent = static_cast<double>(result.tally.classes[0].requests);
    CHECK(std::abs(urgent / 20'000 - 0.3) < 4 * std::sqrt(0.3 * 0.7 / 20'000));
    CHECK(result.tally.classes[0].requests + result.tally.classes[1].requests == 20'000);

    const std::vector<Record> one = records_of(world, plan(500), "fastest");
    world.servers = Servers{2, Discipline::earliest_deadline, {}, false};
    const std::vector<Record> other = records_of(world, plan(500), "most_accurate");
    for (size_t i = 0; i < one.size(); ++i) {
        REQUIRE(one[i].outcome.source == other[i].outcome.source);
        REQUIRE(one[i].outcome.created == other[i].outcome.created);
    }
}

TEST_CASE("merged workloads are the union of the separate ones", "[classes]") {
    World world = plain(50, 10);
    const double gaps_ms[] = {10, 40};
    world.classes = {with_own("often", PoissonWorkload{100}, 300),
                     with_own("seldom", PoissonWorkload{25}, 900)};
    const Plan p = plan(1500, 2);
    const std::vector<Record> records = records_of(world, p);
    Time now[2];
    uint64_t next[2] = {0, 0};
    const Law latency = std::get<LatencyLink>(world.network.kind()).latency;
    for (size_t i = 0; i < records.size(); ++i) {
        const Outcome& o = records[i].outcome;
        REQUIRE(o.index == i);
        REQUIRE(o.source < 2);
        if (i > 0) REQUIRE(records[i - 1].outcome.created <= o.created);
        const uint32_t c = o.source;
        const auto lane = [&](Purpose purpose) {
            const Lanes lanes = random_lanes(p.seed, {purpose, 0, p.replication, c, next[c]});
            return uniform_of(lanes.lane[0]);
        };
        now[c] += draw(Exponential{gaps_ms[c]}, lane(arrival_draws));
        REQUIRE(o.created == now[c]);
        REQUIRE(o.uplink == draw(latency, lane(network_draws)));
        ++next[c];
    }
    // Nothing was left out: the next of each comes after the last that is there.
    CHECK(next[0] + next[1] == p.requests);
    for (uint32_t c = 0; c < 2; ++c) {
        const Lanes lanes = random_lanes(p.seed, {arrival_draws, 0, p.replication, c, next[c]});
        const Time then = now[c] + draw(Exponential{gaps_ms[c]}, uniform_of(lanes.lane[0]));
        CHECK(then >= records.back().outcome.created);
    }
}

TEST_CASE("of requests created at once the first class is first", "[classes]") {
    World world = one_replica(Discipline::fifo);
    world.classes = {with_own("a", StampWorkload{{5, 7}}, 300),
                     with_own("b", StampWorkload{{5, 6, 7}}, 300)};
    std::vector<uint32_t> order;
    for (const Record& record : records_of(world, plan(5))) order.push_back(record.outcome.source);
    CHECK(order == std::vector<uint32_t>{0, 1, 1, 0, 1});
    Plan warm = plan(4);  // of five: all together are limited, and warm up
    warm.warm_up = 1;
    const Tally tally = tally_of(world, warm);
    CHECK(tally.requests == 3);
    CHECK(tally.classes[0].requests == 1);
    CHECK(tally.classes[1].requests == 2);
}

TEST_CASE("a class with the whole share changes nothing but the names", "[classes]") {
    World world = plain();
    world.servers = Servers{3, Discipline::earliest_deadline, {}, false};
    const Tally without = tally_of(world, plan(2000));
    CHECK(without.classes.empty());
    RequestClass all{"all"};
    all.share = 1;
    world.classes = {all};
    const Tally with = tally_of(world, plan(2000));
    CHECK(with.fingerprint == without.fingerprint);
    CHECK(with.classes[0].fingerprint == without.fingerprint);
    CHECK(with.bound.cloud == without.bound.cloud);
}

TEST_CASE("energy and transfers follow the payload of the class", "[classes]") {
    World world = plain();
    BandwidthLink link;  // 10 Mbit/s each way: 0.8 ms a kilobyte
    world.network = link;
    world.classes = {shared("small", 0.5, 300), shared("large", 0.5, 300)};
    world.classes[0].payload = Payload{10, 5};
    world.classes[1].payload = Payload{100, 20};
    world.phone->transfer_j_per_kb = 0.002;
    size_t seen[2] = {0, 0};
    for (const Record& record : records_of(world, plan(50))) {
        const Outcome& o = record.outcome;
        ++seen[o.source];
        const bool large = o.source == 1;
        CHECK(o.uplink == Duration::from_ms(large ? 80 : 8));
        CHECK(o.downlink == Duration::from_ms(large ? 16 : 4));
        CHECK(o.sent_bytes == (large ? 100'000 : 10'000));
        CHECK(o.energy_pj == (large ? 200'000'000'000 : 20'000'000'000));
    }
    CHECK(seen[0] > 0);
    CHECK(seen[1] > 0);
}

TEST_CASE("the clairvoyant knows each request's deadline and reaches the bound", "[classes]") {
    World world = plain();
    world.phone.reset();
    world.classes = {shared("urgent", 0.5, 110), shared("patient", 0.5, 400)};
    const ReadyWorld ready(world);
    const Cell one = cell(world, 200, "clairvoyant");
    const Tally tally = simulate({&one, 1}, plan(3000)).front().tally;
    CHECK(effective_accuracy(tally, ready.grading()) == bound_accuracy(tally, ready.grading()));
    CHECK(tally.classes[0].on_time < tally.classes[0].requests);
    CHECK(tally.classes[1].cloud.back().on_time() > tally.classes[0].cloud.back().on_time());
}

TEST_CASE("all workloads of a world together say how long it lasts", "[classes]") {
    const ReadyWorkloads stamps(
        {}, {with_own("a", StampWorkload{{1, 2}}, 1), with_own("b", StampWorkload{{3}}, 1)});
    CHECK(stamps.size() == 2);
    CHECK(stamps.longest() == 3);
    CHECK(stamps.ends());
    CHECK_FALSE(stamps.random());
    const ReadyWorkloads mixed(
        {}, {with_own("a", StampWorkload{{1, 2}}, 1), with_own("b", PoissonWorkload{10}, 1)});
    CHECK(mixed.longest() == UINT64_MAX);
    CHECK_FALSE(mixed.ends());
    CHECK(mixed.random());
    CHECK(mixed.expected(Time{1'000'000'000}) == Approx(12));
}

TEST_CASE("trials before a run know no classes", "[classes]") {
    World world = one_replica(Discipline::fifo);
    world.classes = {with_own("a", PoissonWorkload{1}, 300)};
    for (const Trial& trial : trials_of(ReadyWorld(world))) REQUIRE(trial.world.classes.empty());
}

}  // namespace mdisim
