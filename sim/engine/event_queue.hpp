// The future: events in total order.
//
// Contract. Events come out by (time, class, sequence): earliest first; at one instant, the lower
// class first; within a class, in the order they were pushed. Nothing is left to chance, and
// nothing depends on addresses. The whole key is one 128-bit integer
//     time 64 | class 4 | sequence 36 | slot 24
// in a 4-ary heap, so a comparison is one branch-free subtraction; payloads lie in a slot table.
// push, pop: O(log n). cancel: O(1), the key stays until it surfaces or outnumbers the live ones.
// At most 2^24 events pending and 2^36 pushed; beyond that OutOfRange.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
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
        unsigned event_class;
        Payload payload;
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
        slots_[slot] = {payload, sequence};
        heap_.push_back(event_order(time, event_class) | static_cast<uint128>(sequence) << 24 |
                        slot);
        sift_up(heap_.size() - 1);
        return {slot, sequence};
    }

    // Needs a queue that is not empty().
    Event pop() {
        drop_cancelled();
        ensure(!heap_.empty(), "pop from an empty event queue");
        const uint128 key = heap_.front();
        const uint32_t slot = slot_of(key);
        const Payload payload = slots_[slot].payload;
        release(slot);
        remove_front();
        return {Time{static_cast<int64_t>(key >> 64)}, static_cast<unsigned>(key >> 60) & 15,
                payload};
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
        Payload payload;
        uint64_t sequence;  // 0: cancelled or free
    };

    static uint32_t slot_of(uint128 key) { return static_cast<uint32_t>(key) & 0xFFFFFFu; }
    bool dead(uint128 key) const { return slots_[slot_of(key)].sequence == 0; }

    uint32_t take_slot() {
        if (!free_.empty()) {
            const uint32_t slot = free_.back();
            free_.pop_back();
            return slot;
        }
        if (slots_.size() >> 24 != 0) throw OutOfRange("more than 2^24 events pending at once");
        slots_.push_back({});
        return static_cast<uint32_t>(slots_.size() - 1);
    }
    void release(uint32_t slot) {
        slots_[slot].sequence = 0;
        free_.push_back(slot);
    }

    void drop_cancelled() {
        while (cancelled_ != 0 && dead(heap_.front())) {
            release(slot_of(heap_.front()));
            remove_front();
            --cancelled_;
        }
    }

    void purge() {
        size_t kept = 0;
        for (uint128 key : heap_) {
            if (dead(key))
                release(slot_of(key));
            else
                heap_[kept++] = key;
        }
        heap_.resize(kept);
        cancelled_ = 0;
        for (size_t i = kept / 4 + 1; i-- > 0;) {
            if (i < kept) sift_down(i, heap_[i]);
        }
    }

    void remove_front() {
        const uint128 last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(0, last);
    }

    void sift_up(size_t at) {
        const uint128 key = heap_[at];
        while (at > 0) {
            const size_t parent = (at - 1) / 4;
            if (heap_[parent] < key) break;
            heap_[at] = heap_[parent];
            at = parent;
        }
        heap_[at] = key;
    }

    void sift_down(size_t at, uint128 key) {
        const size_t size = heap_.size();
        for (;;) {
            const size_t first = 4 * at + 1;
            if (first >= size) break;
            const size_t end = first + 4 < size ? first + 4 : size;
            size_t least = first;
            for (size_t child = first + 1; child < end; ++child) {
                least = heap_[child] < heap_[least] ? child : least;
            }
            if (key < heap_[least]) break;
            heap_[at] = heap_[least];
            at = least;
        }
        heap_[at] = key;
    }

    std::vector<uint128> heap_;
    std::vector<Slot> slots_;
    std::vector<uint32_t> free_;
    uint64_t sequence_ = 0;
    size_t cancelled_ = 0;
};

}  // namespace mdisim
