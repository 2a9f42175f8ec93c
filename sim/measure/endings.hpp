// Requests that have ended, by column: so they are tallied many at a time, in loops that wait for
// nothing. Only of simple worlds (world.hpp), and only those that the cloud answered; others are
// tallied one by one, with the same result.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"

namespace mdisim {

struct Endings {
    static constexpr size_t capacity = 64;

    size_t size = 0;
    int64_t sent_bytes = 0;  // of each
    uint64_t index[capacity];
    Time created[capacity];
    Duration uplink[capacity];
    Duration wait[capacity];
    Duration execution[capacity];
    Duration downlink[capacity];
    Duration phone[capacity];  // of a copy, as in Outcome
    uint16_t model[capacity];
    uint16_t phone_model[capacity];
    // What has come of them.
    Duration latency[capacity];
    int64_t energy_pj[capacity];
    Answer answer[capacity];
    bool on_time[capacity];
    bool rescued[capacity];

    Outcome outcome(size_t i) const;
};

inline Outcome Endings::outcome(size_t i) const {
    Outcome o;
    o.index = index[i];
    o.created = created[i];
    o.uplink = uplink[i];
    o.wait = wait[i];
    o.execution = execution[i];
    o.downlink = downlink[i];
    o.phone = phone[i];
    o.model = model[i];
    o.phone_model = phone_model[i];
    o.executed = true;
    o.sent_bytes = sent_bytes;
    o.energy_pj = energy_pj[i];
    o.latency = latency[i];
    o.answer = answer[i];
    o.on_time = on_time[i];
    o.rescued = rescued[i];
    // So that counts of what these requests have or lack in common take no loop.
    if (o.model == no_model || o.answer == Answer::none) __builtin_unreachable();
    return o;
}

// Of them all: what digest_of says of their outcomes, added up.
Digest digest_of(const Endings& endings);

}  // namespace mdisim
