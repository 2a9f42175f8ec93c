#include "sim/engine/event_queue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <compare>
#include <set>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {
namespace {

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
    uint32_t number;  // in the order pushed; also the subject
    auto operator<=>(const Expected&) const = default;
};

// The next event. Requires a queue that has one.
EventQueue::Event pop(EventQueue& queue) {
    EventQueue::Event event;
    REQUIRE(queue.pop_before(~EventOrder{0}, event));
    return event;
}

// The queue beside a sorted set that obeys the contract by construction.
class Twin {
  public:
    void push(int64_t ns, unsigned event_class) {
        queue_.push({ns}, event_class, pushed_);
        oracle_.insert({ns, event_class, pushed_++});
    }
    // Takes out the next event if it is before that order; the time of the last one taken.
    int64_t pop_before(Time time, unsigned event_class) {
        EventQueue::Event event;
        const bool popped = queue_.pop_before(event_order(time, event_class), event);
        const bool expected =
            !oracle_.empty() && *oracle_.begin() < Expected{time.ns, event_class, 0};
        agreed_ &= popped == expected;
        if (!expected) return now_;
        const Expected first = *oracle_.begin();
        oracle_.erase(oracle_.begin());
        agreed_ &= Expected{event.time.ns, event.event_class, event.subject} == first;
        return now_ = first.ns;
    }
    bool agrees() {
        if (oracle_.empty()) return agreed_ &= queue_.next() == ~EventOrder{0};
        const Expected first = *oracle_.begin();
        return agreed_ &= queue_.next() >> 60 == event_order({first.ns}, first.event_class) >> 60;
    }
    bool empty() const { return oracle_.empty(); }
    size_t pending() const { return oracle_.size(); }

  private:
    EventQueue queue_;
    std::set<Expected> oracle_;
    uint32_t pushed_ = 0;
    int64_t now_ = 0;
    bool agreed_ = true;
};

struct Habits {
    const char* name;
    uint64_t push, pop;  // relative frequencies
    uint64_t horizon_ns;
};

}  // namespace

TEST_CASE("events come out by time, then class, then in the order pushed", "[event_queue]") {
    EventQueue queue;
    queue.push({20}, 0, 1);
    queue.push({10}, 3, 2);
    queue.push({10}, 1, 3);
    queue.push({10}, 3, 4);
    queue.push({0}, 15, 5);
    queue.push({10}, 1, 0);
    std::vector<uint32_t> order;
    while (order.size() < 6) order.push_back(pop(queue).subject);
    CHECK(order == std::vector<uint32_t>{5, 3, 0, 2, 4, 1});
}

TEST_CASE("an event comes out as it went in", "[event_queue]") {
    EventQueue queue;
    queue.push(Time::max(), 15, (1u << 24) - 1);
    queue.push({0}, 0, 7);
    const auto first = pop(queue);
    CHECK(first.time == Time{0});
    CHECK(first.event_class == 0);
    CHECK(first.subject == 7);
    const auto last = pop(queue);
    CHECK(last.time == Time::max());
    CHECK(last.event_class == 15);
    CHECK(last.subject == (1u << 24) - 1);
}

TEST_CASE("the order of the next event compares with that of other sources", "[event_queue]") {
    CHECK((event_order({5}, 2) < event_order({5}, 3)));
    CHECK((event_order({5}, 15) < event_order({6}, 0)));
    EventQueue queue;
    CHECK((queue.next() == ~EventOrder{0}));
    queue.push({5}, 2, 0);
    CHECK((queue.next() > event_order({5}, 2)));
    CHECK((queue.next() < event_order({5}, 3)));
    queue.push({4}, 9, 0);
    CHECK((queue.next() < event_order({5}, 2)));
    EventQueue::Event event;
    CHECK_FALSE(queue.pop_before(event_order({4}, 9), event));
    CHECK(queue.pop_before(event_order({4}, 10), event));
    CHECK((queue.next() > event_order({5}, 2)));
    CHECK(pop(queue).event_class == 2);
    CHECK((queue.next() == ~EventOrder{0}));
    CHECK_FALSE(queue.pop_before(~EventOrder{0}, event));
}

TEST_CASE("a random run agrees with a sorted set", "[event_queue]") {
    const Habits habits =
        GENERATE(Habits{"ties", 5, 4, 4}, Habits{"far and wide", 5, 4, 1'000'000'000},
                 Habits{"hardly ever taken out", 10, 1, 1000}, Habits{"nearly empty", 1, 1, 100});
    INFO(habits.name);
    Dice dice(habits.horizon_ns);
    Twin twin;
    int64_t now = 0;
    size_t most = 0;
    for (int step = 0; step < 60'000; ++step) {
        const bool filling = step % 20'000 < 15'000;
        const auto time = static_cast<int64_t>(dice.below(habits.horizon_ns));
        const auto event_class = static_cast<unsigned>(dice.below(16));
        if (dice.below(habits.push + habits.pop) < habits.push && filling) {
            twin.push(now + time, event_class);
        } else {
            now = twin.pop_before({now + time}, event_class);
        }
        most = std::max(most, twin.pending());
        if (!twin.agrees()) FAIL("step " << step);
    }
    while (!twin.empty()) twin.pop_before(Time::max(), 0);
    CHECK(twin.agrees());
    CHECK(most > 50);
}

TEST_CASE("misuse of the queue is a programmer's error", "[event_queue]") {
    EventQueue queue;
    CHECK_THROWS_AS(queue.push({-1}, 0, 0), InternalError);
    CHECK_THROWS_AS(queue.push({0}, 16, 0), InternalError);
    CHECK_THROWS_AS(queue.push({0}, 0, 1u << 24), OutOfRange);
    CHECK((queue.next() == ~EventOrder{0}));
}

}  // namespace mdisim
