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
               "drop, when its turn comes to run, what is already past its deadline"),
         field("threads", &Servers::threads,
               "of each replica; execution times follow the models' \"threads\"")
             .at_least(1)
             .at_most(1e6),
         field("choose_at", &Servers::choose_at,
               "when a request is given its model: on arrival, or when it starts to run"),
         field("batching", &Servers::batching, "requests that a replica runs together"),
         field("most_replicas", &Servers::most_replicas,
               "how many a controller may ask for (default: those there are)")
             .at_least(1)
             .at_most(1e6),
         field("memory_mb", &Servers::memory_mb,
               "for models: one that is not in it is loaded before it runs (default: all fit)")
             .above(0),
         field("start_ms", &Servers::start_ms, "time until a new replica is ready").at_least(0)});
    return table;
}

const Object& describe(Tag<Batching>) {
    static const Object table = object<Batching>(
        "batching", "requests that a replica runs together",
        {field("max_size", &Batching::max_size, "how many").at_least(1).at_most(1e6).needed(),
         field("max_delay_ms", &Batching::max_delay_ms,
               "how long an idle replica waits for more once one has come")
             .at_least(0),
         field("each_further", &Batching::each_further,
               "time of one more request, as a share of a lone one's")
             .at_least(0)
             .at_most(1)});
    return table;
}

const std::vector<std::string>& names_of(Tag<ChooseAt>) {
    static const std::vector<std::string> names = {"arrival", "start"};
    return names;
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

uint32_t WaitingLine::front() const {
    ensure(!empty(), "the front of an empty line");
    if (discipline_ == Discipline::fifo) return line_.front();
    return static_cast<uint32_t>(heap_.front()) & 0xFFFFFFu;
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

int64_t Cores::arrange(int64_t replicas, int64_t threads) {
    const int64_t wanted = replicas * threads;
    const int64_t coming = wanted > ready_ ? wanted - ready_ : 0;
    threads_ = threads;
    replicas_ = replicas;
    if (wanted < ready_) ready_ = wanted;
    const int64_t more = coming - starting_;
    starting_ = coming;
    if (more < 0) given_up_ -= more;
    return more > 0 ? more : 0;
}

void Cores::ready(int64_t cores) {
    // The first to come make up for those that are not wanted any more.
    const int64_t dropped = cores < given_up_ ? cores : given_up_;
    given_up_ -= dropped;
    ready_ += cores - dropped;
    starting_ -= cores - dropped;
}

}  // namespace mdisim
