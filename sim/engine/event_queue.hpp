// The future: events in total order.
//
// Contract. Events come out by (time, class, sequence): earliest first; at one instant, the lower
// class first; within a class, in the order they were pushed. Nothing is left to chance, and
// nothing depends on addresses. The whole key is one 128-bit integer
//     time 64 | class 4 | sequence 36 | slot 24
// in a heap (key_heap.hpp), so a comparison is one subtraction; payloads lie in a slot table.
// push, pop: O(log n). cancel: O(1), the key stays until it surfaces or outnumbers the live ones.
// At most 2^24 events pending and 2^36 pushed; beyond that OutOfRange.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/key_heap.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

// Made of (time, class): what comes first of two events from different sources.
using EventOrder = uint128;

inline EventOrder event_order(Time time, unsigned event_class) {
    return static_cast<uint128>(static_cast<uint64_t>(time.ns)) << 64 |
           static_cast<uint128>(event_class) << 60;
}

template <class Payload>
class EventQueue {
  public:
    struct Handle {
        uint32_t slot = 0;
        uint64_t sequence = 0;
    };
    struct Event {
        Time time;
        unsigned event_class = 0;
        Payload payload{};
    };

    bool empty() {
        drop_cancelled();
        return heap_.empty();
    }
    size_t pending() const { return heap_.size() - cancelled_; }

    // The order of the next event, all ones when there is none.
    EventOrder next() {
        drop_cancelled();
        return heap_.empty() ? ~uint128{0} : heap_.front();
    }

    Handle push(Time time, unsigned event_class, const Payload& payload) {
        ensure(time.ns >= 0 && event_class < 16, "an event before time zero, or of no class");
        const uint32_t slot = take_slot();
        const uint64_t sequence = ++sequence_;
        if (sequence >> 36 != 0) throw OutOfRange("more than 2^36 events in one run");
        slots_[slot] = {sequence, payload};
        heap_.push(event_order(time, event_class) | static_cast<uint128>(sequence) << 24 | slot);
        return {slot, sequence};
    }

    // Needs a queue that is not empty().
    Event pop() {
        Event event;
        ensure(pop_before(~uint128{0}, event), "pop from an empty event queue");
        return event;
    }
    // The next event if it comes before that order.
    bool pop_before(EventOrder order, Event& event) {
        drop_cancelled();
        if (heap_.empty()) return false;
        const uint128 key = heap_.front();
        if (key >= order) return false;
        const uint32_t slot = slot_of(key);
        event = {Time{static_cast<int64_t>(key >> 64)}, static_cast<unsigned>(key >> 60) & 15,
                 slots_[slot].payload};
        release(slot);
        heap_.pop();
        return true;
    }

    // True if the event was still pending; a second cancel, or one after the event, does nothing.
    bool cancel(Handle handle) {
        if (handle.slot >= slots_.size() || slots_[handle.slot].sequence != handle.sequence ||
            handle.sequence == 0) {
            return false;
        }
        slots_[handle.slot].sequence = 0;
        if (++cancelled_ > 64 && cancelled_ > heap_.size() / 2) purge();
        return true;
    }

  private:
    struct Slot {
        uint64_t sequence = 0;  // 0: cancelled or free
        Payload payload{};
        uint32_t next_free = 0;
    };
    static constexpr uint32_t no_slot = ~uint32_t{0};

    static uint32_t slot_of(uint128 key) { return static_cast<uint32_t>(key) & 0xFFFFFFu; }
    bool dead(uint128 key) const { return slots_[slot_of(key)].sequence == 0; }

    uint32_t take_slot() {
        const uint32_t slot = free_;
        if (slot != no_slot) [[likely]] {
            free_ = slots_[slot].next_free;
            return slot;
        }
        if (slots_.size() >> 24 != 0) throw OutOfRange("more than 2^24 events pending at once");
        slots_.emplace_back();
        return static_cast<uint32_t>(slots_.size() - 1);
    }
    void release(uint32_t slot) {
        slots_[slot].sequence = 0;
        slots_[slot].next_free = free_;
        free_ = slot;
    }

    void drop_cancelled() {
        while (cancelled_ != 0 && dead(heap_.front())) {
            release(slot_of(heap_.front()));
            heap_.pop();
            --cancelled_;
        }
    }

    void purge() {
        heap_.keep_if([this](uint128 key) {
            if (!dead(key)) return true;
            release(slot_of(key));
            return false;
        });
        cancelled_ = 0;
    }

    KeyHeap heap_;
    std::vector<Slot> slots_;
    uint32_t free_ = no_slot;
    uint64_t sequence_ = 0;
    size_t cancelled_ = 0;
};

}  // namespace mdisim
