#include "sim/engine/strata.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

constexpr Purpose purpose_of_strata{2};

Strata strata_of(uint64_t n, uint32_t replication, uint32_t lane = 0) {
    return {n, 7, {purpose_of_strata, 0, replication, 0, 0}, lane};
}

std::vector<uint64_t> order_of(const Strata& strata, uint64_t n) {
    std::vector<uint64_t> order(n);
    for (uint64_t i = 0; i < n; ++i) order[i] = strata.of(i);
    return order;
}

TEST_CASE("each request has a stratum of its own", "[strata]") {
    for (const uint64_t n : {1, 2, 3, 4, 5, 10, 99, 100, 101, 255, 256, 257, 1000, 65537}) {
        CAPTURE(n);
        std::vector<uint64_t> order = order_of(strata_of(n, 3), n);
        std::sort(order.begin(), order.end());
        std::vector<uint64_t> all(n);
        std::iota(all.begin(), all.end(), uint64_t{0});
        CHECK(order == all);
    }
    const Strata many = strata_of(index_limit - 1, 0);
    for (const uint64_t i : {uint64_t{0}, uint64_t{1}, index_limit - 2})
        CHECK(many.of(i) < index_limit - 1);
}

TEST_CASE("the order differs by lane, by replication, by purpose and by seed", "[strata]") {
    constexpr uint64_t n = 1000;
    const std::vector<uint64_t> one = order_of(strata_of(n, 3), n);
    CHECK(order_of(strata_of(n, 3), n) == one);
    CHECK(order_of(strata_of(n, 3, 1), n) != one);
    CHECK(order_of(strata_of(n, 4), n) != one);
    CHECK(order_of({n, 7, {Purpose{4}, 0, 3, 0, 0}, 0}, n) != one);
    CHECK(order_of({n, 7, {purpose_of_strata, 0, 3, 1, 0}, 0}, n) != one);
    CHECK(order_of({n, 8, {purpose_of_strata, 0, 3, 0, 0}, 0}, n) != one);
}

// Over replications, any two requests have any two strata, each pair as often as another.
TEST_CASE("orders are drawn evenly", "[strata]") {
    constexpr uint64_t n = 6;
    constexpr uint32_t replications = 60000;
    std::vector<double> pairs(n * n);
    for (uint32_t r = 0; r < replications; ++r) {
        const Strata strata = strata_of(n, r);
        ++pairs[strata.of(0) * n + strata.of(5)];
    }
    const double expected = replications / static_cast<double>(n * (n - 1));
    double squares = 0;
    for (uint64_t a = 0; a < n; ++a) {
        for (uint64_t b = 0; b < n; ++b) {
            if (a == b) CHECK(pairs[a * n + b] == 0);
            if (a != b) squares += std::pow(pairs[a * n + b] - expected, 2) / expected;
        }
    }
    CHECK(squares > 10);  // chi-square of 29 degrees of freedom: 13 to 52 in 999 of 1,000
    CHECK(squares < 60);
}

TEST_CASE("a uniform is moved into its stratum, and stays on the lattice", "[strata]") {
    for (const uint64_t n : {1, 7, 1000, 100000}) {
        CAPTURE(n);
        const Strata strata = strata_of(n, 1);
        std::vector<double> uniforms(n);
        for (uint64_t i = 0; i < n; ++i)
            uniforms[i] = uniform_of(random_lanes(9, {Purpose{3}, 0, 0, 0, i}).lane[0]);
        uniforms.front() = 0x1p-53;
        uniforms.back() = 1 - 0x1p-53;
        // In two pieces, as batches are.
        const size_t half = n / 2;
        strata.move({uniforms.data(), half}, 0);
        strata.move({uniforms.data() + half, n - half}, half);
        size_t outside = 0;
        size_t off = 0;
        for (uint64_t i = 0; i < n; ++i) {
            outside += static_cast<uint64_t>(uniforms[i] * static_cast<double>(n)) != strata.of(i);
            const double steps = uniforms[i] * 0x1p52 - 0.5;
            off += steps != std::floor(steps) || uniforms[i] <= 0 || uniforms[i] >= 1;
        }
        CHECK(outside == 0);
        CHECK(off == 0);
    }
}

}  // namespace
}  // namespace mdisim
