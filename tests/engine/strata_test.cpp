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

Strata strata_of(size_t dimension, uint32_t replication = 0) {
    return {dimension, 7, replication, 0};
}

// The strata of the first 2^m requests, where there are as many.
std::vector<uint64_t> order_of(const Strata& strata, size_t m) {
    std::vector<uint64_t> order(uint64_t{1} << m);
    for (uint64_t i = 0; i < order.size(); ++i) order[i] = strata.of(i) >> (Strata::bits - m);
    return order;
}

TEST_CASE("each request has a stratum of its own, in every dimension", "[strata]") {
    for (size_t dimension = 0; dimension < Strata::dimensions; ++dimension) {
        for (const size_t m : {0, 1, 2, 6, 7, 12}) {
            CAPTURE(dimension, m);
            std::vector<uint64_t> order = order_of(strata_of(dimension, 3), m);
            std::sort(order.begin(), order.end());
            std::vector<uint64_t> all(order.size());
            std::iota(all.begin(), all.end(), uint64_t{0});
            CHECK(order == all);
        }
    }
    // Beyond 2^30 requests, strata are shared.
    CHECK(strata_of(5).of(uint64_t{1} << 30) == strata_of(5).of(0));
    CHECK(strata_of(5).of(index_limit - 1) < uint64_t{1} << Strata::bits);
}

// The net of network and execution: every rectangle of 2^-a by 2^-(m-a) has one of 2^m requests.
TEST_CASE("strata of two dimensions are rectangles of every shape", "[strata]") {
    constexpr size_t m = 10;
    const std::vector<uint64_t> x = order_of(strata_of(0), m);
    const std::vector<uint64_t> y = order_of(strata_of(1), m);
    for (size_t a = 0; a <= m; ++a) {
        std::vector<int> inside(x.size());
        for (uint64_t i = 0; i < x.size(); ++i) ++inside[(x[i] >> (m - a)) << (m - a) | y[i] >> a];
        CAPTURE(a);
        CHECK(std::all_of(inside.begin(), inside.end(), [](int count) { return count == 1; }));
    }
}

TEST_CASE("strata differ by dimension, replication, source and seed", "[strata]") {
    constexpr size_t m = 10;
    const std::vector<uint64_t> one = order_of({2, 7, 3, 0}, m);
    CHECK(order_of({2, 7, 3, 0}, m) == one);
    CHECK(order_of({3, 7, 3, 0}, m) != one);
    CHECK(order_of({2, 7, 4, 0}, m) != one);
    CHECK(order_of({2, 7, 3, 1}, m) != one);
    CHECK(order_of({2, 8, 3, 0}, m) != one);
}

// The exchange of halves far down, which another word of drawn bits decides, is as even.
TEST_CASE("deep strata are drawn evenly, whatever is above them", "[strata]") {
    constexpr uint32_t replications = 20000;
    for (const size_t below : {24, 23, 12, 1}) {
        std::vector<double> pairs(4);
        for (uint32_t r = 0; r < replications; ++r)
            ++pairs[strata_of(0, r).of(3) >> (below - 1) & 3];
        CAPTURE(below);
        for (double count : pairs) CHECK(std::abs(count - replications / 4.0) < 250);  // 4 sd
    }
}

// Over replications any request has any stratum, each as often as another; and two requests that
// are in different halves have any two strata of these.
TEST_CASE("strata are drawn evenly", "[strata]") {
    constexpr uint64_t n = 8;
    constexpr uint32_t replications = 40000;
    for (const size_t dimension : {0, 1, 5}) {
        std::vector<double> alone(n);
        std::vector<double> pairs(n * n);
        for (uint32_t r = 0; r < replications; ++r) {
            const std::vector<uint64_t> order = order_of(strata_of(dimension, r), 3);
            ++alone[order[5]];
            ++pairs[order[0] * n + order[1]];
        }
        double squares = 0;
        for (double count : alone) squares += std::pow(count - replications / 8.0, 2) * 8;
        squares /= replications;
        CAPTURE(dimension);
        CHECK(squares > 0.5);  // chi-square of 7 degrees of freedom: 0.6 to 24.3 in 998 of 1,000
        CHECK(squares < 25);
        double of_pairs = 0;
        for (uint64_t a = 0; a < n; ++a) {
            for (uint64_t b = 0; b < n; ++b) {
                const double count = pairs[a * n + b];
                if (a / 4 == b / 4) CHECK(count == 0);
                if (a / 4 != b / 4) of_pairs += std::pow(count - replications / 32.0, 2) * 32;
            }
        }
        of_pairs /= replications;
        CHECK(of_pairs > 11);  // 31 degrees of freedom: 11.5 to 62.5 in 998 of 1,000
        CHECK(of_pairs < 63);
    }
}

TEST_CASE("a uniform is moved into its stratum, and stays on the lattice", "[strata]") {
    for (const uint64_t n : {1, 7, 1000, 100000}) {
        CAPTURE(n);
        const Strata strata = strata_of(4);
        std::vector<double> draws(n);
        for (uint64_t i = 0; i < n; ++i)
            draws[i] = uniform_of(random_lanes(9, {Purpose{3}, 0, 0, 0, i}).lane[0]);
        draws.front() = 0x1p-53;
        draws.back() = 1 - 0x1p-53;
        // In two pieces, as batches are.
        const size_t half = n / 2;
        strata.move({draws.data(), half}, 0);
        strata.move({draws.data() + half, n - half}, half);
        size_t outside = 0;
        size_t off = 0;
        for (uint64_t i = 0; i < n; ++i) {
            const double among = draws[i] * static_cast<double>(uint64_t{1} << Strata::bits);
            outside += static_cast<uint64_t>(among) != strata.of(i);
            off += draws[i] != nearest_uniform(draws[i]);
            off += draws[i] <= 0 || draws[i] >= 1;
        }
        CHECK(outside == 0);
        CHECK(off == 0);
    }
}

TEST_CASE("the nearest uniform is on the lattice and within it", "[strata]") {
    CHECK(nearest_uniform(0) == 0x1p-53);
    CHECK(nearest_uniform(1) == 1 - 0x1p-53);
    for (uint64_t lane : {uint64_t{0}, uint64_t{1} << 40, ~uint64_t{0}})
        CHECK(nearest_uniform(uniform_of(lane)) == uniform_of(lane));
}

}  // namespace
}  // namespace mdisim
