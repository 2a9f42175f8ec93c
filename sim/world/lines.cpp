#include "sim/world/lines.hpp"

#include <algorithm>

#include "sim/describe/check.hpp"

namespace mdisim {

void WaitingLine::push(uint32_t slot, Time deadline, uint64_t number) {
    const uint64_t key = number << 24 | slot;
    if (discipline_ == Discipline::fifo) {
        line_.push_back(key);
        return;
    }
    heap_.push_back(static_cast<uint128>(static_cast<uint64_t>(deadline.ns)) << 64 | key);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

uint128 WaitingLine::front_key() const {
    ensure(!empty(), "the front of an empty line");
    return discipline_ == Discipline::fifo ? line_.front() : heap_.front();
}

uint32_t WaitingLine::pop() {
    const uint32_t slot = front();
    if (discipline_ == Discipline::fifo) {
        line_.pop_front();
    } else {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        heap_.pop_back();
    }
    return slot;
}

}  // namespace mdisim
