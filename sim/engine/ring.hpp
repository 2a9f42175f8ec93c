// A queue (first in, first out) in one block of memory, which grows and is reused.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace mdisim {

template <class T>
class Ring {
  public:
    bool empty() const { return size_ == 0; }
    size_t size() const { return size_; }
    // The item at index i, counted from the front.
    T& operator[](size_t i) { return slots_[(first_ + i) & mask_]; }
    const T& operator[](size_t i) const { return slots_[(first_ + i) & mask_]; }
    T& front() { return (*this)[0]; }
    const T& front() const { return (*this)[0]; }

    void push_back(const T& value) {
        if (size_ == slots_.size()) grow();
        (*this)[size_++] = value;
    }
    void pop_front() {
        first_ = (first_ + 1) & mask_;
        --size_;
    }
    void erase(size_t at) {
        for (; at + 1 < size_; ++at) (*this)[at] = (*this)[at + 1];
        --size_;
    }

  private:
    void grow() {
        std::vector<T> larger(slots_.empty() ? 16 : 2 * slots_.size());
        for (size_t i = 0; i < size_; ++i) larger[i] = (*this)[i];
        slots_ = std::move(larger);
        mask_ = slots_.size() - 1;
        first_ = 0;
    }

    std::vector<T> slots_;  // no slots, or a power of two
    size_t mask_ = 0;
    size_t first_ = 0;
    size_t size_ = 0;
};

}  // namespace mdisim
