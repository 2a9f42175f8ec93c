#include "sim/world/servers.hpp"

#include <algorithm>

#include "sim/describe/check.hpp"

namespace mdisim {

const Object& describe(Tag<Servers>) {
    static const Object table = object<Servers>(
        "servers", "replicas that run one request at a time; without this block they are unlimited",
        {field("replicas", &Servers::replicas, "how many requests run at once")
             .at_least(1)
             .at_most(1e6)
             .needed(),
         field("queue", &Servers::queue, "who is next"),
         field("waiting_room", &Servers::waiting_room,
               "how many requests may wait; one more is dropped (default: no bound)")
             .at_least(0),
         field("drop_late", &Servers::drop_late,
               "drop, when its turn comes to run, what is already past its deadline")});
    return table;
}

const std::vector<std::string>& names_of(Tag<Discipline>) {
    static const std::vector<std::string> names = {"fifo", "earliest_deadline"};
    return names;
}

void WaitingLine::push(uint32_t slot, Time deadline) {
    if (discipline_ == Discipline::fifo) {
        line_.push_back(slot);
        return;
    }
    heap_.push_back(static_cast<uint128>(static_cast<uint64_t>(deadline.ns)) << 64 |
                    static_cast<uint128>(++sequence_) << 24 | slot);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

uint32_t WaitingLine::pop() {
    ensure(!empty(), "pop from an empty line");
    if (discipline_ == Discipline::fifo) {
        const uint32_t slot = line_.front();
        line_.pop_front();
        return slot;
    }
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const auto slot = static_cast<uint32_t>(heap_.back()) & 0xFFFFFFu;
    heap_.pop_back();
    return slot;
}

}  // namespace mdisim
