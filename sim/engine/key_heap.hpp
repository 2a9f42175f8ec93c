// A heap of 128-bit keys with the least key on top.
//
// Contract. Requires that no two keys are equal and that no key is all ones. push and pop cost
// O(log n). The four children of a key lie in one cache line, and slots past the end hold all ones,
// so the least child is found without a branch. pop leaves a hole at the top, which the next push
// fills: a simulation that pushes one event for each event it pops sifts once, not twice.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/engine/digest.hpp"

namespace mdisim {

class KeyHeap {
  public:
    bool empty() const { return size() == 0; }
    size_t size() const { return size_ - hole_; }

    // The least key. Requires a heap that is not empty.
    uint128 front() {
        settle();
        return groups_[0].key[top];
    }
    void pop() {
        settle();
        hole_ = true;
    }
    void push(uint128 key) {
        if (hole_) {
            hole_ = false;
            sift_down(top, key);
            return;
        }
        const size_t at = top + size_++;
        if (at / 4 >= groups_.size()) groups_.emplace_back();
        sift_up(at, key);
    }

    // Removes every key for which keep(key) is false.
    template <class Keep>
    void keep_if(Keep keep) {
        settle();
        const size_t before = top + size_;
        size_t kept = top;
        for (size_t at = top; at < before; ++at) {
            const uint128 key = slot(at);
            if (keep(key)) slot(kept++) = key;
        }
        for (size_t at = kept; at < before; ++at) slot(at) = none;
        size_ = kept - top;
        for (size_t at = kept; at-- > top;) sift_down(at, slot(at));
    }

  private:
    static constexpr uint128 none = ~uint128{0};
    static constexpr size_t top = 3;  // index of the least key, so that siblings share a group

    struct alignas(64) Group {
        uint128 key[4] = {none, none, none, none};
    };

    uint128& slot(size_t at) { return groups_[at / 4].key[at % 4]; }
    static size_t children_of(size_t at) { return at - 2; }
    static size_t parent_of(size_t at) { return at / 4 + 2; }

    // The result of a comparison as a number. The asm keeps the compiler from making a branch of
    // it, which would be mispredicted half the time.
    static size_t as_number(bool is) {
        size_t number = is;
        asm("" : "+r"(number));
        return number;
    }

    void settle() {
        if (!hole_) return;
        hole_ = false;
        uint128& last = slot(top + --size_);
        const uint128 key = last;
        last = none;
        if (size_ > 0) sift_down(top, key);
    }

    void sift_up(size_t at, uint128 key) {
        while (at > top && key < slot(parent_of(at))) {
            slot(at) = slot(parent_of(at));
            at = parent_of(at);
        }
        slot(at) = key;
    }

    [[gnu::always_inline]] void sift_down(size_t at, uint128 key) {
        const size_t used = (top + size_ + 3) / 4;
        uint128* to = &slot(at);
        while (children_of(at) < used) {
            const size_t group = children_of(at);
            uint128* of = groups_[group].key;
            const size_t low = as_number(of[1] < of[0]);
            const size_t high = 2 + as_number(of[3] < of[2]);
            const size_t least = low + (high - low) * as_number(of[high] < of[low]);
            if (key < of[least]) break;
            *to = of[least];
            to = &of[least];
            at = 4 * group + least;
        }
        *to = key;
    }

    std::vector<Group> groups_;
    size_t size_ = 0;    // counts the hole too
    bool hole_ = false;  // whether the top is a hole
};

}  // namespace mdisim
