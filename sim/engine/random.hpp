// Addressed random numbers: a pure function from (seed, purpose, replication, source, index, block)
// to two 64-bit lanes. There is no state, so the order in which numbers are drawn does not matter.
//
// Contract (rng_layout 1, frozen). The 128-bit counter, most significant bits first:
//     purpose 12 | block 20 | replication 24 | source 24 | index 48
// as Philox4x32-10 words counter[3..0]; the key is the seed, low word first. Lane 0 is
// word 0 : word 1 (word 0 the upper half), lane 1 is word 2 : word 3. A lane becomes a uniform
// ((lane >> 12) + 1/2) * 2^-52, which lies strictly inside (0, 1) and is exact, as is one minus it.
// Cost: about 15 ns a block, 5 ns in columns (columns.hpp).
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace mdisim {

inline constexpr int rng_layout = 1;

// The purpose of a random number. Values are frozen: a new purpose takes a new value, and the
// numbers of all others stay as they are.
enum class Purpose : uint16_t {};

inline constexpr uint32_t replication_limit = 1u << 24;
inline constexpr uint32_t source_limit = 1u << 24;
inline constexpr uint64_t index_limit = uint64_t{1} << 48;

struct Address {
    Purpose purpose{};
    uint32_t block = 0;
    uint32_t replication = 0;
    uint32_t source = 0;
    uint64_t index = 0;
};

using PhiloxCounter = std::array<uint32_t, 4>;
using PhiloxKey = std::array<uint32_t, 2>;

// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3".
inline constexpr uint32_t philox_multiplier[2] = {0xD2511F53u, 0xCD9E8D57u};
inline constexpr uint32_t philox_weyl[2] = {0x9E3779B9u, 0xBB67AE85u};

constexpr PhiloxCounter philox(PhiloxCounter counter, PhiloxKey key) {
    for (int round = 0; round < 10; ++round) {
        const uint64_t p0 = uint64_t{philox_multiplier[0]} * counter[0];
        const uint64_t p1 = uint64_t{philox_multiplier[1]} * counter[2];
        counter = {static_cast<uint32_t>(p1 >> 32) ^ counter[1] ^ key[0], static_cast<uint32_t>(p1),
                   static_cast<uint32_t>(p0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<uint32_t>(p0)};
        key = {key[0] + philox_weyl[0], key[1] + philox_weyl[1]};
    }
    return counter;
}

constexpr PhiloxKey key_of(uint64_t seed) {
    return {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)};
}

// Requires that every member of the address is below its limit, which callers check before a run.
constexpr PhiloxCounter counter_of(const Address& a) {
    return {static_cast<uint32_t>(a.index),
            static_cast<uint32_t>(a.index >> 32) | (a.source & 0xFFFFu) << 16,
            a.source >> 16 | a.replication << 8, a.block | static_cast<uint32_t>(a.purpose) << 20};
}

struct Lanes {
    uint64_t lane[2];
};

constexpr Lanes lanes_of(const PhiloxCounter& words) {
    return {{uint64_t{words[0]} << 32 | words[1], uint64_t{words[2]} << 32 | words[3]}};
}

constexpr Lanes random_lanes(uint64_t seed, const Address& address) {
    return lanes_of(philox(counter_of(address), key_of(seed)));
}

constexpr double uniform_of(uint64_t lane) {
    // This is 1 + k 2^-52 minus (1 - 2^-53), where k is lane >> 12; both steps are exact.
    return std::bit_cast<double>(lane >> 12 | 0x3FF0000000000000u) - 0x1.fffffffffffffp-1;
}

// The uniform, as uniform_of() has them, of the 2^52nd of (0, 1) that x lies in. Requires x in
// [0, 1].
constexpr double nearest_uniform(double x) {
    constexpr uint64_t last = (uint64_t{1} << 52) - 1;
    const auto step = static_cast<uint64_t>(x * 0x1p52);
    return (static_cast<double>(step < last ? step : last) + 0.5) * 0x1p-52;
}

}  // namespace mdisim
