// Requests under way. Each has a slot; the slot of a request that ended is used again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/limits.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/requests.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/sites.hpp"

namespace mdisim {

inline constexpr uint32_t no_slot = 0xFFFFFFFF;
inline constexpr uint32_t no_copy = 0xFFFFFFFF;  // no late copy on the phone

struct InFlight {
    Outcome outcome;
    Placement placement;
    Time deadline;
    Time reached;
    double noise = 0;
    uint32_t phone = 0;
    uint32_t copy = no_copy;  // its late copy
    NetworkDraws network;
    Duration down;       // time on the way back, if it does not depend on when it starts
    SiteTrip trip;       // to the request's site and back: parts of its uplink and its downlink
    double past_ms = 0;  // the phone's own estimate of its network when it sent the request
    bool has_past = false;
    Picture picture;  // set only if requests carry pictures
    // A batch that runs: `next` links its requests; the other three are set in its first request.
    uint32_t next = no_slot;
    size_t server_kind = 0;
    int64_t threads = 0;
    double factor = 1;  // execution time, as a multiple of the pool's
    uint32_t next_free = no_slot;

    // Copies the columns of request i of a batch, but not its picture. simple: members that the
    // form `line` never changes keep the values of the slot's previous request.
    template <bool simple = false>
    void take_from(const RequestColumns& batch, size_t i, uint64_t index) {
        outcome.index = index;
        outcome.source = batch.of_class[i];
        outcome.created = batch.created[i];
        outcome.uplink = batch.up[i];
        noise = batch.noise[i];
        phone = batch.phone[i];
        down = batch.down[i];
        if (simple)
            outcome.renew();
        else
            network = batch.network[i];
    }
};

class RequestsInFlight {
  public:
    InFlight& operator[](uint32_t slot) { return slots_[slot]; }
    const InFlight& operator[](uint32_t slot) const { return slots_[slot]; }
    size_t size() const { return size_; }

    uint32_t take() {
        const uint32_t slot = take_used();
        slots_[slot] = {};
        return slot;
    }
    // Takes a slot that still holds what its previous request left there.
    uint32_t take_used() {
        ++size_;
        if (free_ != no_slot) [[likely]] {
            const uint32_t slot = free_;
            free_ = slots_[slot].next_free;
            return slot;
        }
        if (slots_.size() >= most_) throw_too_many();
        slots_.emplace_back();
        return static_cast<uint32_t>(slots_.size() - 1);
    }
    void release(uint32_t slot) {
        --size_;
        slots_[slot].next_free = free_;
        free_ = slot;
    }

  private:
    [[noreturn, gnu::cold, gnu::noinline]] static void throw_too_many() {
        throw OutOfRange("more than " +
                         limit_text(Limit::waiting_requests, "requests are under way at once") +
                         ": the servers are slower than the load, so that their lines grow "
                         "without end");
    }

    // Events have 24 bits for a slot.
    size_t most_ = static_cast<size_t>(
        std::min<uint64_t>(uint64_t{1} << 24, limit_of(Limit::waiting_requests)));
    std::vector<InFlight> slots_;
    uint32_t free_ = no_slot;  // first slot of the list of free ones
    size_t size_ = 0;
};

// What the servers measured of requests that ran together, the first of which is in slot `first`.
// The caller sets sla_ms.
inline Served served_of(const RequestsInFlight& in_flight, uint32_t first,
                        const Estimator& estimator) {
    const InFlight& head = in_flight[first];
    const Outcome& o = head.outcome;
    Served served;
    served.model = o.model;
    served.waited_ms = o.wait.ms();
    served.execution_ms = o.execution.ms();
    served.network_ms = head.has_past
                            ? head.past_ms
                            : memoryless_estimate(estimator, o.uplink, head.down).network_ms;
    for (uint32_t slot = head.next; slot != no_slot; slot = in_flight[slot].next) {
        ++served.batch;
        served.waited_ms = std::max(served.waited_ms, in_flight[slot].outcome.wait.ms());
    }
    return served;
}

}  // namespace mdisim
