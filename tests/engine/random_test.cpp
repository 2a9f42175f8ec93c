#include "sim/engine/random.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "sim/engine/digest.hpp"

namespace mdisim {
namespace {

struct KnownAnswer {
    PhiloxCounter counter;
    PhiloxKey key;
    PhiloxCounter words;
};

// Random123 tests/kat_vectors, philox4x32 10 (BSD-3-Clause, (c) 2010-2012 D. E. Shaw Research).
constexpr KnownAnswer published[] = {
    {{0x00000000, 0x00000000, 0x00000000, 0x00000000},
     {0x00000000, 0x00000000},
     {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

// Computed by an independent program that reproduces the published ones. Those cannot see words in
// the wrong order; these set every word of counter and key alone.
constexpr KnownAnswer word_by_word[] = {
    {{1, 0, 0, 0}, {0, 0}, {0xf8e4cca4, 0x5cb200db, 0xb1a574eb, 0x097eff67}},
    {{0, 1, 0, 0}, {0, 0}, {0x6ad0c5ec, 0xea236249, 0x73a459f5, 0x074944b3}},
    {{0, 0, 1, 0}, {0, 0}, {0x844515e1, 0xf08d6eaa, 0x0f19c053, 0x83f875f0}},
    {{0, 0, 0, 1}, {0, 0}, {0x2dce73e5, 0x1348e23f, 0xfcf8e0ec, 0xa287aadb}},
    {{0, 0, 0, 0}, {1, 0}, {0xe3e80670, 0xe50a0ebc, 0x95f222c0, 0xb615aa27}},
    {{0, 0, 0, 0}, {0, 1}, {0xfdde3e0b, 0xfa7e58b6, 0x3380ec46, 0xd8d55c4f}},
    {{1, 2, 3, 4}, {5, 6}, {0xc0c839bc, 0x889c87c5, 0x61986739, 0x2d4623d0}},
    {{0xffffffff, 0, 0, 0}, {0x2a, 0}, {0x6e2412de, 0x41d4ec95, 0x29dd3e0c, 0xaed56cfa}},
    {{0, 1, 0, 0}, {0x2a, 0}, {0x42e0b8b3, 0x7dbf5de8, 0x2fe739d4, 0x6aaf03eb}},
};

struct KnownUniforms {
    PhiloxCounter words;
    double lane0;
    double lane1;
};

// The formula ((w0 << 20 | w1 >> 12) + 1/2) * 2^-52, computed by the same independent program.
constexpr KnownUniforms uniforms[] = {
    {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, 0x1.989fa35785a72p-2, 0x1.78af58993601bp-1},
    {{0x6d46616a, 0x0c8445a7, 0x3140ab05, 0x54c892a7}, 0x1.b51985a832112p-2, 0x1.8a05582aa644cp-3},
    {{0xeb82a93b, 0x708e7c95, 0x3aec2c67, 0x580c48f6}, 0x1.d7055276e11cfp-1, 0x1.d761633ac0624p-3},
    {{0x05659a62, 0xede36d56, 0x0b91564a, 0x97f7deca}, 0x1.596698bb78da0p-6, 0x1.722ac952fefb0p-5},
    {{0xc8561323, 0x03235670, 0xd19a6910, 0xee5d8ad0}, 0x1.90ac26460646bp-1, 0x1.a334d221dcbb1p-1},
    {{0x13da9590, 0x8fdf95b7, 0xd6c5f3cd, 0x05bbf9f2}, 0x1.3da95908fdf98p-4, 0x1.ad8be79a0b77fp-1},
    {{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, 0x1.023c9db50720ep-2, 0x1.44178f8cdaa8bp-1},
};

uint128 packed(const PhiloxCounter& words) {
    uint128 whole = 0;
    for (size_t i = 4; i-- > 0;) whole = whole << 32 | words[i];
    return whole;
}

// What the contract says, written the other way round.
uint128 as_promised(const Address& a) {
    return static_cast<uint128>(static_cast<uint16_t>(a.purpose)) << 116 |
           static_cast<uint128>(a.block) << 96 | static_cast<uint128>(a.replication) << 72 |
           static_cast<uint128>(a.source) << 48 | a.index;
}

constexpr uint32_t purpose_limit = 1u << 12;
constexpr uint32_t block_limit = 1u << 20;

}  // namespace

TEST_CASE("philox reproduces the published known answers", "[random]") {
    for (const KnownAnswer& known : published) {
        CHECK(philox(known.counter, known.key) == known.words);
    }
    STATIC_REQUIRE(philox({0, 0, 0, 0}, {0, 0})[0] == 0x6627e8d5);
}

TEST_CASE("philox keeps the order of counter and key words", "[random]") {
    for (const KnownAnswer& known : word_by_word) {
        CHECK(philox(known.counter, known.key) == known.words);
    }
}

TEST_CASE("the key is the seed, low word first", "[random]") {
    CHECK(key_of(0x0123456789ABCDEFu) == PhiloxKey{0x89ABCDEFu, 0x01234567u});
}

TEST_CASE("a counter packs purpose, block, replication, source, index, highest first", "[random]") {
    const Address ones{Purpose{0xABC}, 0xDEF01, 0x234567, 0x89ABCD, 0xEF0123456789u};
    CHECK(counter_of(ones) == PhiloxCounter{0x23456789u, 0xABCDEF01u, 0x23456789u, 0xABCDEF01u});
}

TEST_CASE("different addresses have different counters, up to every limit", "[random]") {
    const auto edges = [](uint64_t limit) {
        return std::vector<uint64_t>{0, 1, limit / 256, limit / 2 - 1, limit / 2, limit - 1};
    };
    std::set<uint128> seen;
    size_t addresses = 0;
    bool promised = true;
    for (uint64_t purpose : edges(purpose_limit)) {
        for (uint64_t block : edges(block_limit)) {
            for (uint64_t replication : edges(replication_limit)) {
                for (uint64_t source : edges(source_limit)) {
                    for (uint64_t index : edges(index_limit)) {
                        const Address a{static_cast<Purpose>(purpose), static_cast<uint32_t>(block),
                                        static_cast<uint32_t>(replication),
                                        static_cast<uint32_t>(source), index};
                        const uint128 counter = packed(counter_of(a));
                        promised &= counter == as_promised(a);
                        seen.insert(counter);
                        ++addresses;
                    }
                }
            }
        }
    }
    CHECK(promised);
    CHECK(addresses == 6 * 6 * 6 * 6 * 6);
    CHECK(seen.size() == addresses);
}

TEST_CASE("every bit of an address is one bit of the counter", "[random]") {
    uint128 met = 0;
    int bits = 0;
    const auto meet = [&](const Address& a) {
        const uint128 counter = packed(counter_of(a));
        CHECK((counter != 0 && (counter & (counter - 1)) == 0));
        CHECK((counter & met) == 0);
        met |= counter;
        ++bits;
    };
    for (uint32_t b = 1; b < purpose_limit; b *= 2) meet({static_cast<Purpose>(b), 0, 0, 0, 0});
    for (uint32_t b = 1; b < block_limit; b *= 2) meet({{}, b, 0, 0, 0});
    for (uint32_t b = 1; b < replication_limit; b *= 2) meet({{}, 0, b, 0, 0});
    for (uint32_t b = 1; b < source_limit; b *= 2) meet({{}, 0, 0, b, 0});
    for (uint64_t b = 1; b < index_limit; b *= 2) meet({{}, 0, 0, 0, b});
    CHECK(bits == 128);
    CHECK((met == ~uint128{0}));
}

TEST_CASE("lanes are pairs of words, the first the upper half", "[random]") {
    const Lanes lanes = lanes_of({0x11111111, 0x22222222, 0x33333333, 0x44444444});
    CHECK(lanes.lane[0] == 0x1111111122222222u);
    CHECK(lanes.lane[1] == 0x3333333344444444u);
}

TEST_CASE("a block is philox of seed and address", "[random]") {
    const Lanes lanes = random_lanes(0, {{}, 0, 0, 0, 1});  // word_by_word[0]
    CHECK(lanes.lane[0] == 0xf8e4cca45cb200dbu);
    CHECK(lanes.lane[1] == 0xb1a574eb097eff67u);
    CHECK(random_lanes(0, {{}, 1, 0, 0, 0}).lane[0] == 0x2dce73e51348e23fu);
    CHECK(random_lanes(0, {{}, 0, 0, 1u << 16, 0}).lane[0] == 0x844515e1f08d6eaau);
    CHECK(random_lanes(0, {{}, 0, 0, 0, uint64_t{1} << 32}).lane[0] == 0x6ad0c5ecea236249u);
    CHECK(random_lanes(uint64_t{1} << 32, {}).lane[0] == 0xfdde3e0bfa7e58b6u);
}

TEST_CASE("a lane becomes the known uniform", "[random]") {
    for (const KnownUniforms& known : uniforms) {
        const Lanes lanes = lanes_of(known.words);
        CHECK(uniform_of(lanes.lane[0]) == known.lane0);
        CHECK(uniform_of(lanes.lane[1]) == known.lane1);
    }
}

TEST_CASE("uniforms lie strictly inside (0,1)", "[random]") {
    CHECK(uniform_of(0) == 0x1p-53);
    CHECK(uniform_of(~uint64_t{0}) == 1 - 0x1p-53);
    CHECK(uniform_of(uint64_t{1} << 63) == 0.5 + 0x1p-53);
    CHECK(uniform_of((uint64_t{1} << 63) - 1) == 0.5 - 0x1p-53);
}

TEST_CASE("one minus a uniform is the uniform of the complement, exactly", "[random]") {
    int wrong = 0;
    for (uint64_t i = 0; i < 10000; ++i) {
        const uint64_t lane = random_lanes(1, {{}, 0, 0, 0, i}).lane[0] >> (i % 64);
        wrong += 1 - uniform_of(lane) != uniform_of(~lane);
    }
    CHECK(wrong == 0);
}

TEST_CASE("uniforms are even along every part of an address", "[random]") {
    struct Walk {
        const char* along;
        Address (*at)(uint32_t);
    };
    const Walk walks[] = {
        {"purpose",
         [](uint32_t i) {
             return Address{static_cast<Purpose>(i), 0, 0, 0, 0};
         }},
        {"block",
         [](uint32_t i) {
             return Address{{}, i, 0, 0, 0};
         }},
        {"replication",
         [](uint32_t i) {
             return Address{{}, 0, i, 0, 0};
         }},
        {"source",
         [](uint32_t i) {
             return Address{{}, 0, 0, i, 0};
         }},
        {"index",
         [](uint32_t i) {
             return Address{{}, 0, 0, 0, i};
         }},
    };
    for (const Walk& walk : walks) {
        for (size_t lane : {size_t{0}, size_t{1}}) {
            INFO("along " << walk.along << ", lane " << lane);
            constexpr double expected = 4096.0 / 16;
            double bins[16] = {};
            for (uint32_t i = 0; i < 4096; ++i) {
                ++bins[static_cast<size_t>(16 *
                                           uniform_of(random_lanes(1, walk.at(i)).lane[lane]))];
            }
            double chi_square = 0;
            for (double n : bins) chi_square += (n - expected) * (n - expected) / expected;
            CHECK(chi_square < 44.3);  // 15 degrees of freedom: exceeded once in 10,000 times
            CHECK(chi_square > 2.08);  // and undercut as rarely: not a lattice either
        }
    }
}

}  // namespace mdisim
