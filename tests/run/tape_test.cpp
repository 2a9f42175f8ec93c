#include "sim/run/tape.hpp"

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

constexpr uint64_t tape_seed = 5;
constexpr uint32_t replication = 9;
constexpr Purpose purposes[] = {arrival_draws, network_draws, bandwidth_draws, execution_draws};

Lanes lanes(Purpose purpose, uint64_t index) {
    return random_lanes(tape_seed, {purpose, 0, replication, 0, index});
}

// The digest of these requests' draws, column by column.
Digest by_hand(Purpose purpose, uint64_t first, uint64_t end) {
    constexpr uint64_t keys[] = {0xA4093822299F31D0u, 0x082EFA98EC4E6C89u};
    constexpr uint64_t steps[] = {0x9E3779B97F4A7C15u, 0xD1342543DE82EF95u};
    Digest sum;
    for (uint64_t column = first; column < end; column += 256) {
        uint128 products = 0;
        for (uint64_t i = column; i < std::min(column + 256, end); ++i) {
            const Lanes drawn = lanes(purpose, i);
            uint128 product = 1;
            for (size_t lane = 0; lane < 2; ++lane) {
                product *= std::bit_cast<uint64_t>(uniform_of(drawn.lane[lane])) + keys[lane] +
                           (i - column) * steps[lane];
            }
            products += product;
        }
        sum += Hasher()
                   .absorb(column)
                   .absorb(static_cast<uint64_t>(purpose))
                   .absorb(static_cast<uint64_t>(products))
                   .absorb(static_cast<uint64_t>(products >> 64))
                   .digest();
    }
    return sum;
}

// Reads these purposes in every batch.
Digest digest_of(Purpose purpose, uint64_t requests, const std::vector<Purpose>& read) {
    Tape tape(tape_seed, replication, requests);
    while (tape.advance()) {
        for (Purpose p : read) tape.lanes(p);
    }
    return tape.digest(purpose);
}

TEST_CASE("a tape runs through all requests once, 256 at a time", "[run]") {
    for (uint64_t requests : {0ull, 1ull, 255ull, 256ull, 257ull, 1000ull}) {
        Tape tape(tape_seed, replication, requests);
        uint64_t next = 0;
        while (tape.advance()) {
            CHECK(tape.first() == next);
            CHECK(tape.size() == std::min<uint64_t>(256, requests - next));
            next += tape.size();
        }
        CHECK(next == requests);
        CHECK_FALSE(tape.advance());
        CHECK(tape.requests() == requests);
    }
}

TEST_CASE("a tape's columns are the uniforms at their addresses", "[run]") {
    Tape tape(tape_seed, replication, 600);
    while (tape.advance()) {
        for (Purpose purpose : purposes) {
            const LaneColumns& column = tape.lanes(purpose);
            for (size_t i = 0; i < tape.size(); ++i) {
                const Lanes expected = lanes(purpose, tape.first() + i);
                if (column.lane0[i] != uniform_of(expected.lane[0]) ||
                    column.lane1[i] != uniform_of(expected.lane[1])) {
                    FAIL_CHECK("request " << tape.first() + i);
                }
            }
        }
    }
}

TEST_CASE("a tape's digest is the sum over its columns", "[run]") {
    for (Purpose purpose : purposes) {
        for (uint64_t requests : {1ull, 256ull, 700ull}) {
            CHECK(digest_of(purpose, requests, {purpose}) == by_hand(purpose, 0, requests));
        }
    }
}

TEST_CASE("a purpose's digest does not know of other purposes, nor of a second look", "[run]") {
    const Digest alone = digest_of(network_draws, 700, {network_draws});
    const std::vector<Purpose> all(std::begin(purposes), std::end(purposes));
    CHECK(digest_of(network_draws, 700, all) == alone);
    CHECK(digest_of(network_draws, 700, {network_draws, network_draws}) == alone);
    CHECK(digest_of(execution_draws, 700, {network_draws}) == Digest{});
    CHECK(digest_of(execution_draws, 700, all) != alone);
}

TEST_CASE("only what was asked for enters a tape's digest", "[run]") {
    Tape tape(tape_seed, replication, 700);
    REQUIRE(tape.advance());
    REQUIRE(tape.advance());
    tape.lanes(arrival_draws);
    CHECK(tape.digest(arrival_draws) == by_hand(arrival_draws, 256, 512));
}

TEST_CASE("seeds and replications have tapes of their own", "[run]") {
    Tape tape(tape_seed, replication, 10), other_seed(tape_seed + 1, replication, 10),
        other_replication(tape_seed, replication + 1, 10);
    for (Tape* t : {&tape, &other_seed, &other_replication}) {
        REQUIRE(t->advance());
        t->lanes(network_draws);
    }
    CHECK(other_seed.digest(network_draws) != tape.digest(network_draws));
    CHECK(other_replication.digest(network_draws) != tape.digest(network_draws));
    CHECK(tape.seed() == tape_seed);
    CHECK(tape.replication() == replication);
}

TEST_CASE("what the world draws for is frozen", "[run]") {
    const Purpose frozen[] = {arrival_draws,
                              network_draws,
                              bandwidth_draws,
                              execution_draws,
                              execution_by_model_draws,
                              network_state_draws,
                              phone_by_model_draws,
                              measurement_draws,
                              warm_up_draws,
                              front_draws,
                              workload_state_draws,
                              record_draws,
                              class_draws};
    for (int i = 0; i < 13; ++i) CHECK(static_cast<int>(frozen[i]) == i + 1);
}

}  // namespace
}  // namespace mdisim
