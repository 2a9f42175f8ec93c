// A queue of future events in total order.
//
// Contract. Events come out by (time, class, sequence): earliest first; at one instant, the lower
// class first; within a class, in the order they were pushed. The order depends on nothing else. A
// whole event is one 128-bit integer
//     time 64 | class 4 | sequence 36 | subject 24
// in a heap (key_heap.hpp), so a comparison is one subtraction. push and pop_before cost O(log n).
// push throws OutOfRange for the 2^36th event and for a subject of 2^24 or more. Events cannot be
// cancelled: the subject of an event may have ended before the event comes out.
#pragma once

#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/key_heap.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

// The (time, class) of an event as one number, to compare it with events from other sources.
using EventOrder = uint128;

inline EventOrder event_order(Time time, unsigned event_class) {
    return static_cast<uint128>(static_cast<uint64_t>(time.ns)) << 64 |
           static_cast<uint128>(event_class) << 60;
}

class EventQueue {
  public:
    struct Event {
        Time time;
        unsigned event_class = 0;
        uint32_t subject = 0;  // index of what the event is about, such as the slot of a request
    };

    // The order of the next event, all ones when there is none.
    EventOrder next() { return heap_.empty() ? ~uint128{0} : heap_.front(); }

    void push(Time time, unsigned event_class, uint32_t subject) {
        ensure(time.ns >= 0 && event_class < 16, "an event before time zero, or of no class");
        const uint64_t sequence = ++sequence_;
        if ((sequence >> 36 | subject >> 24) != 0) throw_too_many();
        heap_.push(event_order(time, event_class) | static_cast<uint128>(sequence << 24 | subject));
    }

    // Pops the next event if it comes before `order`. Returns whether it did.
    bool pop_before(EventOrder order, Event& event) {
        if (heap_.empty()) return false;
        const uint128 key = heap_.front();
        if (key >= order) return false;
        event = {Time{static_cast<int64_t>(key >> 64)}, static_cast<unsigned>(key >> 60) & 15,
                 static_cast<uint32_t>(key) & 0xFFFFFFu};
        heap_.pop();
        return true;
    }

  private:
    [[noreturn, gnu::noinline, gnu::cold]] static void throw_too_many() {
        throw OutOfRange("more than 2^36 events in one run, or one about more than 2^24 things");
    }

    KeyHeap heap_;
    uint64_t sequence_ = 0;
};

}  // namespace mdisim
