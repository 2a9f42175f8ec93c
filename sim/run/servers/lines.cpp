#include "sim/run/servers/lines.hpp"

#include <cstdint>

#include "sim/engine/digest.hpp"

namespace mdisim {

bool WaitingLine::remove(uint32_t slot) {
    const size_t before = size();
    const auto is_it = [slot](uint64_t key) {
        return (static_cast<uint32_t>(key) & slot_mask) == slot;
    };
    if (!in_ring()) {
        heap_.keep_if([&](uint128 key) { return !is_it(static_cast<uint64_t>(key)); });
        return size() < before;
    }
    for (size_t i = 0; i < before; ++i) {
        if (!is_it(line_[i])) continue;
        line_.erase(i);
        return true;
    }
    return false;
}

}  // namespace mdisim
