// What happened to one request. A run hands nothing else about it to measurement.
#pragma once

#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

inline constexpr uint16_t no_model = 0xFFFF;

// Whose answer the user got; both: the answers were combined.
enum class Answer : uint8_t { none, cloud, phone, both };
// Where a request's picture was shrunk; none: the request has no picture, or was not sent.
enum class Shrunk : uint8_t { none, on_phone, in_cloud };

// Which answers to a request are right, where that is drawn (sim/world/correctness.hpp).
struct Rights {
    bool drawn : 1 = false;
    bool cloud : 1 = false;     // false without an answer of the cloud
    bool phone : 1 = false;     // false without a copy on the phone
    bool answer : 1 = false;    // what the user got; false without an answer
    bool labelled : 1 = false;  // whether it is found out afterwards which are right
    constexpr uint64_t word() const {
        return uint64_t{drawn} | uint64_t{cloud} << 1 | uint64_t{phone} << 2 |
               uint64_t{answer} << 3 | uint64_t{labelled} << 4;
    }
};

struct Outcome {
    uint64_t index = 0;   // in the order of creation
    uint32_t source = 0;  // the request's class
    Time created;
    // Stages on the way through the cloud; all zero if the request was not sent.
    Duration prepare;  // on the phone, before the request is sent
    Duration uplink;
    Duration cloud_prepare;  // of the picture, before the request is in line
    Duration wait;
    Duration execution;
    Duration downlink;
    // From creation to the answer of the phone's model; negative if the phone ran none.
    Duration phone{-1};
    Duration phone_start;    // the part of `phone` before a late copy began
    Duration phone_load;     // the part of `phone` after that until the model was in memory
    Duration phone_rescale;  // the part of `phone` after that in which a picture was rescaled
    Duration latency;        // from creation to the user's answer; no meaning without an answer
    uint16_t model = no_model;
    uint16_t phone_model = no_model;
    uint16_t site = 0;      // to which the request was sent
    bool executed = false;  // in the cloud; false also if the request was dropped there
    Answer answer = Answer::none;
    bool on_time = false;
    bool cold = false;     // the model had to be loaded first
    bool loads = false;    // the phone began to load its model for this request
    bool rescued = false;  // the phone answered because the cloud was late
    bool stopped = false;  // the phone stopped its copy when the user had the answer
    Shrunk shrunk = Shrunk::none;
    Shrunk better = Shrunk::none;  // where it would have been ready sooner; in_cloud if equal
    Rights rights;
    bool from_log = false;  // the execution time in the cloud is a recorded one
    // The request's own deadline and size, from a log; negative: those of its class.
    Duration own_deadline{-1};
    int64_t own_bytes = -1;
    // If the client may send again, the stages above are those of the attempt that counts.
    uint32_t attempts = 1;         // all that were sent
    uint32_t others_executed = 0;  // attempts that ran but do not count
    Duration earlier;              // from creation until the attempt that counts was sent
    Duration others_wait;          // of the attempts that do not count
    int64_t sent_bytes = 0;
    int64_t energy_pj = 0;  // the phone's, in picojoules: one milliwatt for one nanosecond
    int64_t models_pj = 0;  // the part of energy_pj for loading and running the phone's own models

    // Resets the members that a simple run (CellRun::simple) sets after a request's creation.
    void renew() {
        wait = execution = downlink = {};
        phone = {-1};
        model = phone_model = no_model;
        sent_bytes = energy_pj = models_pj = 0;
    }
    // Time from creation until the phone begins to run its model. Requires that it runs one.
    Duration phone_ready() const { return phone_start + phone_load; }
    // Time from creation until the phone is done with its model, which it loads to the end.
    // Requires that it runs one.
    Duration phone_done() const {
        if (!stopped) return phone;
        return latency > phone_ready() ? latency : phone_ready();
    }
    // Whether the phone's model has answered, or would have if it had been waited for.
    bool phone_answered() const { return phone.ns >= 0 && !stopped; }
    // Time from creation until the request is in line. simple: there is no stage but the uplink.
    template <bool simple = false>
    Duration ready() const {
        return simple ? uplink : earlier + prepare + uplink + cloud_prepare;
    }
};

constexpr uint64_t choices_word(uint16_t model, uint16_t phone_model, Answer answer, bool on_time,
                                bool rescued, bool executed) {
    return uint64_t{model} << 48 | uint64_t{phone_model} << 32 |
           static_cast<uint64_t>(answer) << 16 | uint64_t{on_time} << 8 | uint64_t{rescued} |
           uint64_t{executed} << 1;
}

// The NH hash: pairs of words are multiplied and added up, so no multiplication waits for another.
struct StageDigest {
    uint128 sum = 0;

    void pair(uint64_t a, uint64_t key_a, uint64_t b, uint64_t key_b) {
        sum += static_cast<uint128>(a + key_a) * (b + key_b);
    }
    [[gnu::always_inline]] void absorb(uint64_t name, Time created, Duration uplink, Duration wait,
                                       Duration execution, Duration downlink, Duration phone,
                                       Duration latency, uint64_t choices, int64_t sent_bytes,
                                       int64_t energy_pj, Duration prepare) {
        pair(name, 0xA4093822299F31D0u, word(created.ns), 0x082EFA98EC4E6C89u);
        pair(word(uplink.ns), 0x452821E638D01377u, word(wait.ns), 0xBE5466CF34E90C6Cu);
        pair(word(execution.ns), 0xC0AC29B7C97C50DDu, word(downlink.ns), 0x3F84D5B5B5470917u);
        pair(word(phone.ns), 0x9216D5D98979FB1Bu, word(latency.ns), 0xD1310BA698DFB5ACu);
        pair(choices, 0x2FFD72DBD01ADFB7u, word(sent_bytes), 0xB8E1AFED6A267E96u);
        pair(word(energy_pj), 0xBA7C9045F12C7F99u, word(prepare.ns) + 0x24A19947B3916CF7u,
             0x0801F2E2858EFC16u);
    }
    static uint64_t word(int64_t x) { return static_cast<uint64_t>(x); }
};

// The request's part of a run's fingerprint.
inline Digest digest_of(const Outcome& o) {
    const uint64_t choices =
        choices_word(o.model, o.phone_model, o.answer, o.on_time, o.rescued, o.executed) |
        uint64_t{o.cold} << 2 | static_cast<uint64_t>(o.shrunk) << 3 | uint64_t{o.stopped} << 5;
    StageDigest stages;
    stages.absorb(o.index ^ uint64_t{o.source} << 48, o.created, o.uplink, o.wait, o.execution,
                  o.downlink, o.phone, o.latency, choices, o.sent_bytes, o.energy_pj, o.prepare);
    if (o.cloud_prepare.ns != 0) [[unlikely]]
        stages.pair(StageDigest::word(o.cloud_prepare.ns), 0x636920D871574E69u, 0,
                    0xA458FEA3F4933D7Eu);
    if (o.phone_start.ns != 0) [[unlikely]]
        stages.pair(StageDigest::word(o.phone_start.ns), 0xC5D1B023286085F0u, 0,
                    0x636920D871574E69u);
    if (o.attempts > 1) [[unlikely]] {
        stages.pair(uint64_t{o.attempts} << 32 | o.others_executed, 0xA458FEA3F4933D7Eu,
                    StageDigest::word(o.earlier.ns), 0x0D95748F728EB658u);
        stages.pair(StageDigest::word(o.others_wait.ns), 0x718BCD5882154AEEu, uint64_t{o.attempts},
                    0x7B54A41DC25A59B5u);
    }
    if (o.site != 0) [[unlikely]]
        stages.pair(uint64_t{o.site}, 0xB8E1AFED6A267E96u, 0, 0xBA7C9045F12C7F99u);
    if (o.rights.drawn) [[unlikely]]
        stages.pair(o.rights.word(), 0x9C30D5392AF26013u, 0, 0xC5D1B023286085F0u);
    return mixed(stages.sum);
}

}  // namespace mdisim
