// Clients that send again, worked out by hand to the nanosecond.
#include "sim/run/clients/clients.hpp"
#include "sim/world/network/latency_series.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <utility>

#include "sim/engine/law.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

constexpr Duration millis(int64_t n) { return {n * 1'000'000}; }

struct Ran {
    Tally tally;
    std::vector<Record> records;
};

Ran run_with(const World& world, uint64_t requests, const std::string& select = "fastest",
             const std::string& place = "cloud", double sla_ms = 200) {
    Observer observer(first_requests(0, requests, requests));
    Plan plan = worlds::plan(requests);
    plan.observer = &observer;
    const Cell cell = worlds::cell(world, sla_ms, select, place);
    Tally tally = std::move(simulate({&cell, 1}, plan).front().tally);
    return {std::move(tally), observer.take()};
}

// A request every 40 ms, from 40 ms on; 5 ms each way; one server that takes 100 ms.
World one_server(const Retries& retries) {
    World w;
    w.workload = RenewalWorkload{Constant{40}};
    w.models.list = {worlds::model("model", 0.8, 100, 0)};
    w.network = LatencyLink{Constant{5}, {}, {}, Measures::one_way, Directions::same};
    w.servers = Servers{};
    w.retries = retries;
    return w;
}

TEST_CASE("an answer after the time-out counts, and what was sent again runs in vain") {
    Retries retries;
    retries.timeout_ms = 150;
    const Ran ran = run_with(one_server(retries), 2);
    // The first: 45 to 145, answered at 150. The second waits until 145 and is answered at 250; at
    // 230 it was sent again, waits from 235 to 245 and runs until 345.
    const Outcome& first = ran.records[0].outcome;
    CHECK(first.attempts == 1);
    CHECK(first.latency == millis(110));
    const Outcome& second = ran.records[1].outcome;
    CHECK(second.attempts == 2);
    CHECK(second.latency == millis(170));
    CHECK(second.earlier == millis(0));
    CHECK(second.wait == millis(60));
    CHECK(second.others_wait == millis(10));
    CHECK(second.others_executed == 1);
    CHECK(ran.tally.requests == 2);
    CHECK(ran.tally.executed == 2);
    CHECK(*ran.tally.retries == RetryTally{3, 1, 3, 1});
    CHECK(ran.tally.waiting.total == 70'000'000);
    CHECK(ran.tally.sent_bytes == 3 * 53'982);
    REQUIRE(ran.records[1].attempts.size() == 2);
    CHECK(ran.records[1].attempts[1].execution == millis(100));
}

TEST_CASE("an answer at the instant of the time-out is in time") {
    Retries retries;
    retries.timeout_ms = 110;
    CHECK(run_with(one_server(retries), 1).records[0].outcome.attempts == 1);
    retries.timeout_ms = 109.999999;
    CHECK(run_with(one_server(retries), 1).records[0].outcome.attempts == 2);
}

TEST_CASE("a dropped attempt is one without an answer, and the next one counts") {
    Retries retries;
    retries.timeout_ms = 80;
    retries.most = 2;
    World world = one_server(retries);
    world.servers->waiting_room = 0;
    const Ran ran = run_with(world, 2);
    // The first runs from 45 to 145; at 120 it is sent again and turned away at 125. The second is
    // turned away at 85; sent again at 160, it runs from 165 to 265 and is answered at 270; at 240
    // it is sent once more, and turned away.
    CHECK(ran.records[0].outcome.attempts == 2);
    CHECK(ran.records[0].outcome.latency == millis(110));
    const Outcome& second = ran.records[1].outcome;
    CHECK(second.attempts == 3);
    CHECK(second.earlier == millis(80));
    CHECK(second.latency == millis(190));
    CHECK(second.on_time);
    CHECK(ran.tally.dropped == 0);
}

TEST_CASE("a request of which every attempt is dropped is dropped once") {
    Retries retries;
    retries.timeout_ms = 10;
    World world = one_server(retries);
    world.servers->waiting_room = 0;
    const Ran ran = run_with(world, 2);
    CHECK(ran.records[1].outcome.answer == Answer::none);
    CHECK(ran.records[1].outcome.attempts == 2);
    CHECK(ran.tally.dropped == 1);
    CHECK(ran.tally.requests == 2);
    CHECK(ran.tally.sent == 2);
}

// At 30 ms both time out. The first runs from 45 to 145 and is answered at 150.
TEST_CASE("without word from the client, attempts that timed out run to their end") {
    Retries retries;
    retries.timeout_ms = 30;
    const Ran ran = run_with(one_server(retries), 2);
    // In line: the first again (75), the second (85) and again (115).
    CHECK(ran.records[0].outcome.others_wait == millis(70));
    const Outcome& second = ran.records[1].outcome;
    CHECK(second.earlier == millis(0));
    CHECK(second.wait == millis(160));
    CHECK(second.others_wait == millis(230));
    CHECK(second.latency == millis(270));
    CHECK(ran.tally.retries->executed == 4);
}

TEST_CASE("called off, an attempt leaves its line when the message is there") {
    for (const Discipline queue : {Discipline::fifo, Discipline::earliest_deadline}) {
        Retries retries;
        retries.timeout_ms = 30;
        retries.cancel = true;
        World world = one_server(retries);
        world.servers->queue = queue;
        const Ran ran = run_with(world, 2);
        // The second leaves at 115 after 30 ms, when its successor comes. Of the first, which runs,
        // the successor is called off at 150, too late: it runs from 145 to 245.
        CHECK(ran.records[0].outcome.others_wait == millis(70));
        CHECK(ran.records[0].outcome.others_executed == 1);
        const Outcome& second = ran.records[1].outcome;
        CHECK(second.earlier == millis(30));
        CHECK(second.wait == millis(130));
        CHECK(second.others_wait == millis(30));
        CHECK(second.others_executed == 0);
        CHECK(second.latency == millis(270));
        CHECK(ran.tally.retries->executed == 3);
    }
}

TEST_CASE("a hedged request goes on to wait for the attempt that timed out") {
    Retries retries;
    retries.timeout_ms = 30;
    retries.cancel = true;
    World world = one_server(retries);
    // The first request is sent again at 70, and that attempt runs from 145 to 245. The second
    // waits from 85 on. At 110 it is sent again; the first attempt is called off at 115, and the
    // second one runs from 245.
    const Outcome given_up = run_with(world, 2).records[1].outcome;
    CHECK(given_up.earlier == millis(30));
    CHECK(given_up.wait == millis(130));
    world.retries->hedges = true;
    // Now the first attempt runs from 245.
    const Outcome hedged = run_with(world, 2).records[1].outcome;
    CHECK(hedged.earlier == millis(0));
    CHECK(hedged.wait == millis(160));
    CHECK(hedged.latency == given_up.latency);
}

TEST_CASE("an answer calls off what still waits") {
    Retries retries;
    retries.timeout_ms = 160;
    retries.cancel = true;
    const Ran ran = run_with(one_server(retries), 3);
    // The third waits behind both, from 125 to 245, and is answered at 350. At 280 it was sent
    // again: in line from 285, it begins at 345. So nothing is called off in time.
    CHECK(ran.records[2].outcome.others_executed == 1);
    World slower = one_server(retries);
    slower.network = LatencyLink{Constant{1}, {}, {}, Measures::one_way, Directions::same};
    slower.servers->replicas = 2;
    slower.models.list = {worlds::model("model", 0.8, 170, 0)};
    const Ran two = run_with(slower, 4);
    // 40, 80, 120, 160 on two servers: 41 to 211, 81 to 251, 211 to 381, 251 to 421; answered at
    // 212, 252, 382, 422. Sent again at 200, 240, 280, 320: in line behind the fourth, from 201,
    // 241, 281, 321. Called off by messages at 213, 253, 383 and 423: the first two leave in time,
    // the others have begun at 381 and 421.
    CHECK(two.records[0].outcome.others_wait == millis(12));
    CHECK(two.records[1].outcome.others_wait == millis(12));
    CHECK(two.records[2].outcome.others_wait == millis(100));
    CHECK(two.records[2].outcome.others_executed == 1);
    CHECK(two.records[3].outcome.others_wait == millis(100));
    CHECK(two.tally.retries->others_executed == 2);
}

TEST_CASE("a message that overtakes its request turns it away at the door") {
    Retries retries;
    retries.timeout_ms = 100;
    retries.cancel = true;
    World world = one_server(retries);
    // 10 Mbit/s: 450 kB take 360 ms; the message takes the latency alone.
    world.network = BandwidthLink{Constant{10}, Constant{10}, Constant{10}, Directions::same};
    world.payload = {450, 0};
    const Ran ran = run_with(world, 1, "fastest", "cloud", 1000);
    CHECK(ran.records[0].outcome.attempts == 2);
    CHECK(ran.records[0].outcome.earlier == millis(100));
    CHECK(ran.records[0].outcome.latency == millis(100 + 365 + 100 + 5));
    CHECK(ran.tally.retries->executed == 1);
    CHECK(ran.tally.sent_bytes == 900'000);
}

TEST_CASE("backoffs grow from attempt to attempt") {
    Retries retries;
    retries.timeout_ms = 10;
    retries.most = 3;
    retries.backoff_ms = 5;
    retries.backoff_factor = 2;
    World world = one_server(retries);
    world.servers->waiting_room = 0;
    world.workload = RenewalWorkload{Constant{1}};
    const Ran ran = run_with(world, 2);
    // Sent at 0, 15, 35 and 65 ms after creation, all in vain.
    REQUIRE(ran.records[1].attempts.size() == 4);
    CHECK(ran.records[1].attempts[1].earlier == millis(15));
    CHECK(ran.records[1].attempts[2].earlier == millis(35));
    CHECK(ran.records[1].attempts[3].earlier == millis(65));
}

TEST_CASE("whom the phone has answered sends nothing more") {
    Retries retries;
    retries.timeout_ms = 30;
    retries.most = 20;
    for (const bool cancel : {false, true}) {
        retries.cancel = cancel;
        World world = one_server(retries);
        world.workload = RenewalWorkload{Constant{1}};
        world.phone = worlds::phone();
        world.phone->models.list = {worlds::model("pocket", 0.4, 6, 0)};
        const Ran ran = run_with(world, 3, "fastest", "both", 100);
        // Settled at the deadline: attempts at 0, 30, 60 and 90 ms.
        CHECK(ran.records[2].outcome.attempts == 4);
        CHECK(ran.records[2].outcome.rescued);
        CHECK(ran.records[2].outcome.latency == millis(100));
        CHECK(ran.tally.dropped == 0);
    }
}

TEST_CASE("clients that never send again are as if there were no retries") {
    World world = worlds::plain();
    world.servers = Servers{};
    world.workload = PoissonWorkload{20};
    const Ran plain = run_with(world, 500, "mdinference", "both");
    Retries retries;
    retries.most = 0;
    world.retries = retries;
    const Ran never = run_with(world, 500, "mdinference", "both");
    CHECK(never.tally.fingerprint == plain.tally.fingerprint);
    CHECK(never.tally.bound.cloud == plain.tally.bound.cloud);
    CHECK(never.tally.retries->attempts == plain.tally.requests);
}

// Every kind of thing at once; the run checks Little's law, that no server idles, that nothing is
// left behind.
TEST_CASE("attempts keep the laws of the path whatever else goes on") {
    for (const bool cancel : {false, true}) {
        for (const bool by_model : {false, true}) {
            World world = worlds::plain(20, 15);
            world.workload = PoissonWorkload{120};
            world.phones = 3;
            world.estimator.kind = EstimatorKind::ewma;
            world.servers = Servers{};
            world.servers->replicas = 2;
            world.servers->drop_late = true;
            world.servers->waiting_room = 30;
            world.servers->queue = Discipline::earliest_deadline;
            if (by_model) {
                world.servers->lines = LineKind::by_model;
                world.servers->batching = Batching{4, 10, 0.5};
            }
            world.retries = Retries{40, 4, 10, 2, 0.5, cancel};
            for (const char* select : {"mdinference", "clairvoyant", "most_accurate"}) {
                const Ran ran = run_with(world, 1500, select, "both", 150);
                const Ran cloud = run_with(world, 1500, select, "cloud", 150);
                CHECK(ran.tally.requests == 1500);
                CHECK(cloud.tally.on_time <= cloud.tally.requests - cloud.tally.dropped);
                CHECK(cloud.tally.retries->retried > 100);
                CHECK(ran.tally.bound.cloud == cloud.tally.bound.cloud);
            }
        }
    }
}

}  // namespace
}  // namespace mdisim
