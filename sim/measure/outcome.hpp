// What happened to one request: the only thing the world hands to measurement.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

inline constexpr uint16_t no_model = 0xFFFF;

// Whose answer the user got; both: combined.
enum class Answer : uint8_t { none, cloud, phone, both };
// Where a request's picture is shrunk; none: it has none, or was not sent.
enum class Shrunk : uint8_t { none, on_phone, in_cloud };

struct Outcome {
    uint64_t index = 0;   // in the order of creation
    uint32_t source = 0;  // the class of requests it belongs to
    Time created;
    // Stages of the run in the cloud; all zero when nothing was sent.
    Duration prepare;  // on the phone, before it is sent
    Duration uplink;
    Duration cloud_prepare;  // of its picture, before it is in line
    Duration wait;
    Duration execution;
    Duration downlink;
    // The phone's copy, counted from creation; negative when the phone ran none.
    Duration phone{-1};
    Duration phone_load;  // of that, until its model was in memory
    Duration latency;     // from creation to the answer the user got; meaningless without one
    uint16_t model = no_model;
    uint16_t phone_model = no_model;
    bool executed = false;  // in the cloud; false also when it was dropped there
    Answer answer = Answer::none;
    bool on_time = false;
    bool cold = false;     // its model had to be loaded first
    bool rescued = false;  // the phone answered because the cloud was late
    Shrunk shrunk = Shrunk::none;
    Shrunk better = Shrunk::none;  // what would have been ready first; a tie: in the cloud
    // Of a client that sends again: how often it sent in all. The stages above are those of the
    // attempt that counts; the others cost something too.
    uint32_t attempts = 1;
    uint32_t others_executed = 0;
    Duration earlier;  // from creation until that one was sent
    Duration others_wait;
    int64_t sent_bytes = 0;
    int64_t energy_pj = 0;  // the phone's, in picojoules: one milliwatt for one nanosecond

    // From creation until it is in line.
    Duration ready() const { return earlier + prepare + uplink + cloud_prepare; }
};

// The request's part of a run's fingerprint. Pairs of words are multiplied and added up (the NH
// hash: the multiplications do not wait for each other), then mixed.
inline Digest digest_of(const Outcome& o) {
    const uint64_t choices = uint64_t{o.model} << 48 | uint64_t{o.phone_model} << 32 |
                             static_cast<uint64_t>(o.answer) << 16 | uint64_t{o.on_time} << 8 |
                             uint64_t{o.rescued} | uint64_t{o.executed} << 1 |
                             uint64_t{o.cold} << 2 | static_cast<uint64_t>(o.shrunk) << 3;
    uint128 sum = 0;
    const auto pair = [&sum](uint64_t a, uint64_t key_a, uint64_t b, uint64_t key_b) {
        sum += static_cast<uint128>(a + key_a) * (b + key_b);
    };
    const auto word = [](int64_t x) { return static_cast<uint64_t>(x); };
    pair(o.index ^ uint64_t{o.source} << 48, 0xA4093822299F31D0u, word(o.created.ns),
         0x082EFA98EC4E6C89u);
    pair(word(o.uplink.ns), 0x452821E638D01377u, word(o.wait.ns), 0xBE5466CF34E90C6Cu);
    pair(word(o.execution.ns), 0xC0AC29B7C97C50DDu, word(o.downlink.ns), 0x3F84D5B5B5470917u);
    pair(word(o.phone.ns), 0x9216D5D98979FB1Bu, word(o.latency.ns), 0xD1310BA698DFB5ACu);
    pair(choices, 0x2FFD72DBD01ADFB7u, word(o.sent_bytes), 0xB8E1AFED6A267E96u);
    pair(word(o.energy_pj), 0xBA7C9045F12C7F99u, word(o.prepare.ns) + 0x24A19947B3916CF7u,
         0x0801F2E2858EFC16u);
    if (o.cloud_prepare.ns != 0) [[unlikely]]
        pair(word(o.cloud_prepare.ns), 0x636920D871574E69u, 0, 0xA458FEA3F4933D7Eu);
    if (o.attempts > 1) [[unlikely]] {
        pair(uint64_t{o.attempts} << 32 | o.others_executed, 0xA458FEA3F4933D7Eu,
             word(o.earlier.ns), 0x0D95748F728EB658u);
        pair(word(o.others_wait.ns), 0x718BCD5882154AEEu, uint64_t{o.attempts},
             0x7B54A41DC25A59B5u);
    }
    return mixed(sum);
}

}  // namespace mdisim
