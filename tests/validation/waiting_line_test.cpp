// Who is served next, who is turned away and who is given up: against a simulation of its own that
// looks through everybody at every step, and builds the outcome of each request.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/validation/by_hand.hpp"

namespace mdisim::validation {
namespace {

class Counter {
  public:
    Counter(const std::vector<Request>& requests, const Servers& servers, Duration sla)
        : requests_(requests), servers_(servers), sla_(sla), outcomes_(requests.size()) {
        for (size_t i = 0; i < requests.size(); ++i) to_come_.push_back(i);
        std::stable_sort(to_come_.begin(), to_come_.end(), [&](size_t a, size_t b) {
            return requests_[a].reached() < requests_[b].reached();
        });
    }

    // What ends at an instant comes before what begins.
    std::vector<Outcome> run() {
        size_t come = 0;
        while (come < to_come_.size() || !running_.empty()) {
            Time now = Time::max();
            if (come < to_come_.size()) now = requests_[to_come_[come]].reached();
            for (const Running& r : running_) now = std::min(now, r.until);
            std::erase_if(running_, [&](const Running& r) { return r.until == now; });
            while (!waiting_.empty() && idle()) call_next(now);
            if (come < to_come_.size() && requests_[to_come_[come]].reached() == now) {
                admit(to_come_[come++], now);
            }
        }
        return outcomes_;
    }

  private:
    struct Running {
        size_t request;
        Time until;
    };
    bool idle() const { return static_cast<int64_t>(running_.size()) < servers_.replicas; }
    Time deadline(size_t i) const { return requests_[i].created + sla_; }

    void admit(size_t i, Time now) {
        Outcome& o = outcomes_[i];
        o.index = i;
        o.created = requests_[i].created;
        o.uplink = requests_[i].uplink;
        o.model = 0;
        if (idle()) return call(i, now);
        const auto line = static_cast<int64_t>(waiting_.size());
        if (!servers_.waiting_room || line < *servers_.waiting_room) waiting_.push_back(i);
    }

    void call_next(Time now) {
        auto next = waiting_.begin();
        if (servers_.queue == Discipline::earliest_deadline) {
            next = std::min_element(waiting_.begin(), waiting_.end(),
                                    [&](size_t a, size_t b) { return deadline(a) < deadline(b); });
        }
        const size_t i = *next;
        waiting_.erase(next);
        call(i, now);
    }

    void call(size_t i, Time now) {
        Outcome& o = outcomes_[i];
        o.wait = now - requests_[i].reached();
        if (servers_.drop_late && now > deadline(i)) return;
        o.executed = true;
        o.execution = requests_[i].service;
        o.downlink = requests_[i].uplink;
        o.latency = o.uplink + o.wait + o.execution + o.downlink;
        o.answer = Answer::cloud;
        o.on_time = o.latency <= sla_;
        running_.push_back({i, now + o.execution});
    }

    const std::vector<Request>& requests_;
    Servers servers_;
    Duration sla_;
    std::vector<Outcome> outcomes_;
    std::vector<size_t> to_come_;
    std::vector<size_t> waiting_;
    std::vector<Running> running_;
};

Tally tally_by_hand(const Laws& laws, const Servers& servers, Duration sla, const Plan& plan) {
    const std::vector<Request> requests = requests_by_hand(laws, plan);
    Tally tally(1, 0);
    for (const Outcome& o : Counter(requests, servers, sla).run()) {
        tally.add(o, true);
    }
    return tally;
}

// The fingerprint holds every stage of every request.
void equals(const Tally& a, const Tally& b) {
    CHECK(a.requests == b.requests);
    CHECK(a.on_time == b.on_time);
    CHECK(a.dropped == b.dropped);
    CHECK(a.wait == b.wait);
    CHECK(a.latency == b.latency);
    CHECK(a.execution == b.execution);
    CHECK(a.network == b.network);
    CHECK(same_bars(a.waits, b.waits));
    CHECK(same_bars(a.latencies, b.latencies));
    CHECK(a.fingerprint.hex() == b.fingerprint.hex());
}

// Busy servers behind a network on which requests overtake each other, though none is under way
// longer than its deadline.
const Plan plan{7, 2, 5000};
const Duration sla = Duration::from_ms(300);
Laws busy(size_t servers, const Law& service) {
    return {Exponential{100 / (0.95 * static_cast<double>(servers))}, service, Uniform{0, 150}};
}
const Law services[] = {Exponential{100}, Constant{100}, LogNormal{100, 50}};

TEST_CASE("the earliest deadline first") {
    for (const size_t replicas : {1u, 3u}) {
        for (const Law& service : services) {
            const Laws laws = busy(replicas, service);
            const auto n = static_cast<int64_t>(replicas);
            const Servers edf{n, Discipline::earliest_deadline, {}, false};
            const Servers fifo{n, Discipline::fifo, {}, false};
            INFO(replicas << " servers, law number " << service.index());
            const Tally expected = tally_by_hand(laws, edf, sla, plan);
            equals(simulate_one(world_of(laws, edf), sla, plan), expected);
            equals(simulate_one(world_of(laws, fifo), sla, plan),
                   tally_by_hand(laws, fifo, sla, plan));
            // Requests overtake each other, so the order is not that of arrival.
            const Tally other = tally_by_hand(laws, fifo, sla, plan);
            CHECK(other.fingerprint.hex() != expected.fingerprint.hex());
            // Where all take as long, the order does not change what they wait together.
            const bool constant = std::holds_alternative<Constant>(service.kind());
            CHECK((other.wait.total == expected.wait.total) == constant);
        }
    }
}

TEST_CASE("equal deadlines: first come, first served") {
    // Without a network all arrive in the order of their deadlines.
    const Laws laws{Exponential{105}, Exponential{100}};
    const Servers edf{1, Discipline::earliest_deadline, {}, false};
    const Servers fifo{1, Discipline::fifo, {}, false};
    const Tally tally = simulate_one(world_of(laws, edf), sla, plan);
    equals(tally, simulate_one(world_of(laws, fifo), sla, plan));

    // Three at every instant, all created together.
    World world = world_of(laws, edf);
    StampWorkload stamps;
    for (uint64_t i = 0; i < plan.requests; ++i) {
        stamps.stamps_ms.push_back(330 * static_cast<double>(i / 3));
    }
    world.workload = stamps;
    World in_order = world;
    in_order.servers = fifo;
    equals(simulate_one(world, sla, plan), simulate_one(in_order, sla, plan));
}

TEST_CASE("a bounded waiting room") {
    for (const size_t replicas : {1u, 3u}) {
        for (const Discipline queue : {Discipline::fifo, Discipline::earliest_deadline}) {
            for (const int64_t room : {0, 1, 4}) {
                const Laws laws = busy(replicas, Exponential{100});
                const Servers servers{static_cast<int64_t>(replicas), queue, room, false};
                INFO(replicas << " servers, room for " << room);
                const Tally expected = tally_by_hand(laws, servers, sla, plan);
                equals(simulate_one(world_of(laws, servers), sla, plan), expected);
                CHECK(expected.dropped > 0);
                Servers roomier = servers;
                ++*roomier.waiting_room;
                CHECK(tally_by_hand(laws, roomier, sla, plan).dropped < expected.dropped);
            }
        }
    }
}

TEST_CASE("what is late when its turn comes is dropped") {
    for (const size_t replicas : {1u, 3u}) {
        for (const Discipline queue : {Discipline::fifo, Discipline::earliest_deadline}) {
            for (const std::optional<int64_t> room : {std::optional<int64_t>(), {5}}) {
                const Laws laws = busy(replicas, LogNormal{100, 50});
                const Servers servers{static_cast<int64_t>(replicas), queue, room, true};
                INFO(replicas << " servers, waiting room " << room.value_or(-1));
                const Tally expected = tally_by_hand(laws, servers, sla, plan);
                equals(simulate_one(world_of(laws, servers), sla, plan), expected);
                Servers patient = servers;
                patient.drop_late = false;
                const Tally served = tally_by_hand(laws, patient, sla, plan);
                CHECK(expected.dropped > served.dropped);
                CHECK(expected.on_time > served.on_time);
            }
        }
    }
}

TEST_CASE("whose turn comes at the deadline itself is not late yet") {
    World world = world_of({Constant{1}, Constant{100}}, {1, Discipline::fifo, {}, true});
    world.workload = StampWorkload{{0, 0, 0.000001, 200}};
    const Plan four{1, 0, 4};
    const Tally tally = simulate_one(world, Duration::from_ms(100), four);
    // 0 to 100 on time, 100 to 200 late; the third's turn comes 99.999999 ms too late.
    CHECK(tally.on_time == 2);
    CHECK(tally.dropped == 1);
    CHECK(tally.latency.total == 100'000'000 + 200'000'000 + 100'000'000);
}

TEST_CASE("a request that is late when it arrives is dropped, though a replica is idle") {
    // Its turn comes at once, and its deadline has passed on the way.
    const Laws laws{Constant{1000}, Constant{10}, Uniform{0, 600}};
    const Servers servers{1, Discipline::fifo, {}, true};
    const Tally expected = tally_by_hand(laws, servers, sla, plan);
    REQUIRE(expected.dropped > plan.requests / 3);
    equals(simulate_one(world_of(laws, servers), sla, plan), expected);
}

}  // namespace
}  // namespace mdisim::validation
