// Requests that have ended, by column, so that many are tallied at a time. Used in simple runs
// (CellRun::simple) for requests that the cloud answered. Other requests are tallied one by one;
// the result is the same.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"

namespace mdisim {

struct Endings {
    static constexpr size_t capacity = 64;

    size_t size = 0;
    int64_t sent_bytes = 0;  // equal for all requests
    int64_t sending_pj = 0;  // the energy of sending, equal for all requests
    uint64_t index[capacity];
    Time created[capacity];
    Duration uplink[capacity];
    Duration wait[capacity];
    Duration execution[capacity];
    Duration downlink[capacity];
    Duration phone[capacity];  // of a copy, as in Outcome
    uint16_t model[capacity];
    uint16_t phone_model[capacity];
    // Set by the settlement.
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
    o.models_pj = energy_pj[i] - sending_pj;
    o.latency = latency[i];
    o.answer = answer[i];
    o.on_time = on_time[i];
    o.rescued = rescued[i];
    // Tells the compiler what holds for all these requests; counts of it then need no loop.
    if (o.model == no_model || o.answer == Answer::none) __builtin_unreachable();
    return o;
}

// The sum of digest_of(outcome(i)) over all requests.
Digest digest_of(const Endings& endings);

}  // namespace mdisim
