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

bool WaitingLine::remove(uint32_t slot) {
    const auto is_it = [slot](auto key) {
        return (static_cast<uint32_t>(key) & slot_mask) == slot;
    };
    if (discipline_ == Discipline::fifo) {
        const auto at = std::find_if(line_.begin(), line_.end(), is_it);
        if (at == line_.end()) return false;
        line_.erase(at);
        return true;
    }
    const auto at = std::find_if(heap_.begin(), heap_.end(), is_it);
    if (at == heap_.end()) return false;
    *at = heap_.back();
    heap_.pop_back();
    std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
    return true;
}

}  // namespace mdisim
