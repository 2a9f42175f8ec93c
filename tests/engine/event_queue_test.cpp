#include "sim/engine/event_queue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <compare>
#include <set>
#include <string>
#include <vector>

#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

using Queue = EventQueue<uint64_t>;

// Small whole numbers that drive a random run.
class Dice {
  public:
    explicit Dice(uint64_t seed) : seed_(seed) {}
    uint64_t below(uint64_t n) {
        return random_lanes(seed_, {Purpose{1}, 0, 0, 0, index_++}).lane[0] % n;
    }

  private:
    uint64_t seed_;
    uint64_t index_ = 0;
};

struct Expected {
    int64_t ns;
    unsigned event_class;
    uint64_t number;  // in the order pushed; also the payload
    auto operator<=>(const Expected&) const = default;
};

// The queue beside a sorted set that obeys the contract by construction.
class Twin {
  public:
    void push(int64_t ns, unsigned event_class) {
        handles_.push_back(queue_.push({ns}, event_class, handles_.size()));
        slots_ = std::max(slots_, handles_.back().slot + 1);
        oracle_.insert({ns, event_class, events_.size()});
        events_.push_back({ns, event_class, events_.size()});
        most_ = std::max(most_, oracle_.size());
    }
    void cancel(uint64_t number) {
        const bool pending = oracle_.erase(events_[number]) == 1;
        agreed_ &= queue_.cancel(handles_[number]) == pending;
        cancelled_ += pending;
    }
    int64_t pop() {
        const Queue::Event event = queue_.pop();
        const Expected first = *oracle_.begin();
        oracle_.erase(oracle_.begin());
        agreed_ &= Expected{event.time.ns, event.event_class, event.payload} == first;
        return first.ns;
    }
    bool agrees() {
        agreed_ &= queue_.pending() == oracle_.size();
        agreed_ &= queue_.empty() == oracle_.empty();
        if (oracle_.empty()) return agreed_ &= queue_.next() == ~uint128{0};
        const Expected first = *oracle_.begin();
        return agreed_ &= queue_.next() >> 60 == event_order({first.ns}, first.event_class) >> 60;
    }
    bool empty() const { return oracle_.empty(); }
    size_t pushed() const { return events_.size(); }
    size_t most() const { return most_; }
    size_t cancelled() const { return cancelled_; }
    size_t slots() const { return slots_; }

  private:
    Queue queue_;
    std::set<Expected> oracle_;
    std::vector<Queue::Handle> handles_;
    std::vector<Expected> events_;
    uint32_t slots_ = 0;
    size_t most_ = 0;
    size_t cancelled_ = 0;
    bool agreed_ = true;
};

struct Habits {
    const char* name;
    uint64_t push, pop, cancel;  // relative frequencies
    uint64_t horizon_ns;
    uint64_t reach;  // how many of the latest events may be cancelled
};

}  // namespace

TEST_CASE("events come out by time, then class, then in the order pushed", "[event_queue]") {
    Queue queue;
    queue.push({20}, 0, 1);
    queue.push({10}, 3, 2);
    queue.push({10}, 1, 3);
    queue.push({10}, 3, 4);
    queue.push({0}, 15, 5);
    queue.push({10}, 1, 6);
    std::vector<uint64_t> order;
    while (!queue.empty()) order.push_back(queue.pop().payload);
    CHECK(order == std::vector<uint64_t>{5, 3, 6, 2, 4, 1});
}

TEST_CASE("an event comes out as it went in", "[event_queue]") {
    EventQueue<std::string> queue;
    queue.push(Time::max(), 15, "last");
    queue.push({0}, 0, "first");
    const auto first = queue.pop();
    CHECK(first.time == Time{0});
    CHECK(first.event_class == 0);
    CHECK(first.payload == "first");
    const auto last = queue.pop();
    CHECK(last.time == Time::max());
    CHECK(last.event_class == 15);
    CHECK(last.payload == "last");
}

TEST_CASE("the order of the next event compares with that of other sources", "[event_queue]") {
    CHECK((event_order({5}, 2) < event_order({5}, 3)));
    CHECK((event_order({5}, 15) < event_order({6}, 0)));
    Queue queue;
    CHECK((queue.next() == ~uint128{0}));
    queue.push({5}, 2, 0);
    CHECK((queue.next() > event_order({5}, 2)));
    CHECK((queue.next() < event_order({5}, 3)));
    const Queue::Handle early = queue.push({4}, 9, 0);
    CHECK((queue.next() < event_order({5}, 2)));
    queue.cancel(early);
    CHECK((queue.next() > event_order({5}, 2)));
    queue.pop();
    CHECK((queue.next() == ~uint128{0}));
}

TEST_CASE("an event is cancelled once, and only while it is pending", "[event_queue]") {
    Queue queue;
    CHECK_FALSE(queue.cancel({}));
    const Queue::Handle first = queue.push({1}, 0, 1);
    const Queue::Handle second = queue.push({2}, 0, 2);
    CHECK(queue.pending() == 2);
    CHECK(queue.cancel(first));
    CHECK_FALSE(queue.cancel(first));
    CHECK(queue.pending() == 1);
    CHECK(queue.pop().payload == 2);
    CHECK_FALSE(queue.cancel(second));
    CHECK(queue.empty());
}

TEST_CASE("an old handle does not reach the event that took its slot", "[event_queue]") {
    Queue queue;
    const Queue::Handle old = queue.push({1}, 0, 1);
    queue.pop();
    const Queue::Handle fresh = queue.push({2}, 0, 2);
    REQUIRE(fresh.slot == old.slot);
    CHECK_FALSE(queue.cancel(old));
    CHECK(queue.pending() == 1);
    CHECK(queue.cancel(fresh));
    CHECK(queue.empty());
}

TEST_CASE("a random run agrees with a sorted set", "[event_queue]") {
    const Habits habits = GENERATE(Habits{"ties", 5, 4, 1, 4, 100},
                                   Habits{"far and wide", 5, 4, 1, 1'000'000'000, 100},
                                   Habits{"timers, nearly all cancelled", 10, 2, 9, 1000, 20},
                                   Habits{"cancelling anything ever pushed", 5, 1, 10, 100, ~0u});
    INFO(habits.name);
    Dice dice(habits.horizon_ns);
    Twin twin;
    int64_t now = 0;
    for (int step = 0; step < 60'000; ++step) {
        const uint64_t roll = dice.below(habits.push + habits.pop + habits.cancel);
        const bool filling = step % 20'000 < 15'000;
        if (roll < habits.push && filling) {
            twin.push(now + static_cast<int64_t>(dice.below(habits.horizon_ns)),
                      static_cast<unsigned>(dice.below(16)));
        } else if (roll < habits.push + habits.pop) {
            if (!twin.empty()) now = twin.pop();
        } else if (twin.pushed() > 0) {
            twin.cancel(twin.pushed() - 1 - dice.below(std::min(twin.pushed(), habits.reach)));
        }
        if (!twin.agrees()) FAIL("step " << step);
    }
    while (!twin.empty()) twin.pop();
    CHECK(twin.agrees());
    CHECK(twin.cancelled() > 1000);
}

TEST_CASE("the order survives a purge of cancelled events", "[event_queue]") {
    for (uint64_t n : {65u, 66u, 130u, 131u, 1000u}) {
        for (uint64_t kept = 1; kept <= 5; ++kept) {
            Twin twin;
            Dice dice(n + kept);
            for (uint64_t i = 0; i < n; ++i) {
                twin.push(static_cast<int64_t>(dice.below(50)), static_cast<unsigned>(i % 3));
            }
            for (uint64_t i = 0; i < n; ++i) {
                if (i % (n / kept) != 0) twin.cancel(i);
            }
            twin.push(25, 1);  // takes a slot that was set free
            for (uint64_t i = 0; i < n; ++i) twin.cancel(i % 2 == 0 ? i : 0);
            while (!twin.empty()) twin.pop();
            INFO("n " << n << ", kept " << kept);
            CHECK(twin.agrees());
        }
    }
}

TEST_CASE("cancelled timers do not pile up", "[event_queue]") {
    Twin twin;
    for (int i = 0; i < 10; ++i) twin.push(1'000'000'000 + i, 0);
    for (int i = 0; i < 200'000; ++i) {
        twin.push(1'000'000 + i, 1);
        twin.cancel(twin.pushed() - 1);
    }
    CHECK(twin.agrees());
    CHECK(twin.most() == 11);
    CHECK(twin.slots() <= 128);
}

TEST_CASE("memory is bounded by the events pending at once", "[event_queue]") {
    Twin twin;
    Dice dice(9);
    for (int i = 0; i < 100'000; ++i) {
        twin.push(static_cast<int64_t>(dice.below(1'000'000)), 1);
        if (twin.pushed() > 500) twin.cancel(twin.pushed() - 500);
    }
    CHECK(twin.agrees());
    CHECK(twin.most() == 501);
    CHECK(twin.slots() <= 2 * twin.most() + 128);
}

TEST_CASE("misuse of the queue is a programmer's error", "[event_queue]") {
    Queue queue;
    CHECK_THROWS_AS(queue.pop(), InternalError);
    CHECK_THROWS_AS(queue.push({-1}, 0, 0), InternalError);
    CHECK_THROWS_AS(queue.push({0}, 16, 0), InternalError);
    CHECK(queue.empty());
}

}  // namespace mdisim
