// What happened to one request: the only thing the world hands to measurement.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

inline constexpr uint16_t no_model = 0xFFFF;

enum class Answer : uint8_t { none, cloud, phone };  // whose answer the user got

struct Outcome {
    uint64_t index = 0;   // within its source
    uint32_t source = 0;  // the class of requests it belongs to
    Time created;
    // Stages of the run in the cloud; all zero when nothing was sent.
    Duration uplink;
    Duration wait;
    Duration execution;
    Duration downlink;
    // The phone's copy, counted from creation; negative when the phone ran none.
    Duration phone{-1};
    Duration latency;  // from creation to the answer the user got; meaningless without one
    uint16_t model = no_model;
    uint16_t phone_model = no_model;
    Answer answer = Answer::none;
    bool on_time = false;
    bool rescued = false;  // the phone answered because the cloud was late
    int64_t sent_bytes = 0;
    int64_t energy_pj = 0;  // the phone's, in picojoules: one milliwatt for one nanosecond
};

// The request's part of a run's fingerprint.
inline Digest digest_of(const Outcome& o) {
    const uint64_t choices = uint64_t{o.model} << 48 | uint64_t{o.phone_model} << 32 |
                             static_cast<uint64_t>(o.answer) << 16 | uint64_t{o.on_time} << 8 |
                             uint64_t{o.rescued};
    Hasher hasher;
    hasher.absorb(o.index ^ uint64_t{o.source} << 48)
        .absorb(o.created.ns)
        .absorb(o.uplink.ns)
        .absorb(o.wait.ns)
        .absorb(o.execution.ns)
        .absorb(o.downlink.ns)
        .absorb(o.phone.ns)
        .absorb(o.latency.ns)
        .absorb(choices)
        .absorb(o.sent_bytes)
        .absorb(o.energy_pj);
    return hasher.digest();
}

}  // namespace mdisim
