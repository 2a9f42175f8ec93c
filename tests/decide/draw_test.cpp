#include "sim/decide/draw.hpp"
#include "sim/decide/decisions.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/random/discrete_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

namespace mdisim {
namespace {

constexpr uint64_t seed = 41;
constexpr Address first{draws_of(Decision::select), 0, 5, 0, 0};

Address at(uint64_t index) {
    Address a = first;
    a.index = index;
    return a;
}

// The number that is due, straight from the contract of addressed random numbers.
uint64_t lane(uint64_t index, uint32_t number) {
    Address a = at(index);
    a.block = number / 2;
    return random_lanes(seed, a).lane[number % 2];
}

// What differs between counts and expectations, by Pearson; true frequencies fail it once in a
// million times.
void agree(const std::vector<double>& counts, const std::vector<double>& expected) {
    double statistic = 0;
    for (size_t i = 0; i < counts.size(); ++i) {
        statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
    const boost::math::chi_squared law(static_cast<double>(counts.size() - 1));
    CAPTURE(counts);
    CHECK(statistic < quantile(complement(law, 1e-6)));
}

TEST_CASE("a draw gives the numbers at its address, one after the other", "[decide]") {
    for (uint64_t index : {0ull, 7ull, (1ull << 40)}) {
        Draw words(seed, at(index));
        Draw uniforms(seed, at(index));
        for (uint32_t number = 0; number < 9; ++number) {
            CHECK(words() == lane(index, number));
            CHECK(uniforms.uniform() == uniform_of(lane(index, number)));
        }
    }
}

TEST_CASE("a draw from a column is the draw from its address", "[decide]") {
    DrawColumn column(seed, first);
    for (const auto& [start, n] : {std::pair<uint64_t, size_t>{0, 256}, {256, 100}, {512, 1}}) {
        column.move_to(start, n);
        for (size_t i = 0; i < n; ++i) {
            Draw from_column(column, i);
            Draw mixed(column, i);
            for (uint32_t number = 0; number < 7; ++number) {
                const uint64_t expected = lane(start + i, number);
                if (from_column.uniform() != uniform_of(expected)) FAIL_CHECK(start << "+" << i);
                // Words and uniforms in turn.
                const bool same =
                    number % 2 == 0 ? mixed.uniform() == uniform_of(expected) : mixed() == expected;
                if (!same) FAIL_CHECK(start << "+" << i << ", number " << number);
            }
        }
    }
}

TEST_CASE("a draw from a column that starts with a word goes on with uniforms", "[decide]") {
    DrawColumn column(seed, first);
    column.move_to(1000, 3);
    Draw draw(column, 2);
    CHECK(draw() == lane(1002, 0));
    CHECK(draw.uniform() == uniform_of(lane(1002, 1)));
    CHECK(draw.uniform() == uniform_of(lane(1002, 2)));
}

TEST_CASE("a column of draws forgets when it moves on", "[decide]") {
    DrawColumn column(seed, first);
    column.move_to(0, 256);
    const double before = column.uniform(0, 3);
    CHECK(before == uniform_of(lane(3, 0)));
    column.move_to(256, 256);
    CHECK(column.uniform(0, 3) == uniform_of(lane(259, 0)));
    CHECK(column.uniform(1, 3) == uniform_of(lane(259, 1)));
    column.move_to(0, 256);
    CHECK(column.uniform(0, 3) == before);
    CHECK(column.seed() == seed);
    CHECK(column.address(5).index == 5);
    CHECK(column.address(5).purpose == draws_of(Decision::select));
}

TEST_CASE("purposes of policies are frozen and apart", "[decide]") {
    CHECK(static_cast<int>(draws_of(Decision::place)) == 2048);
    CHECK(static_cast<int>(draws_of(Decision::select)) == 2049);
}

// The engine concept: Boost.Random and the standard library can use it.
static_assert(std::uniform_random_bit_generator<Draw>);
static_assert(Draw::min() == 0 && Draw::max() == UINT64_MAX);

TEST_CASE("a draw drives Boost.Random's uniform integers", "[decide]") {
    constexpr int sides = 7;
    constexpr uint64_t requests = 20'000;
    std::vector<double> counts(sides);
    for (uint64_t index = 0; index < requests; ++index) {
        Draw draw(seed, at(index));
        boost::random::uniform_int_distribution<int> die(0, sides - 1);
        ++counts[static_cast<size_t>(die(draw))];
    }
    agree(counts, std::vector<double>(sides, requests / double{sides}));
}

TEST_CASE("a draw drives Boost.Random's discrete choices, from columns too", "[decide]") {
    constexpr uint64_t requests = 20'000;
    const std::vector<double> weights = {0.5, 0.2, 0.2, 0.1};
    boost::random::discrete_distribution<int> choice(weights.begin(), weights.end());
    std::vector<double> counts(weights.size()), expected;
    for (double w : weights) expected.push_back(w * requests);
    DrawColumn column(seed, first);
    for (uint64_t index = 0; index < requests; ++index) {
        if (index % 256 == 0) column.move_to(index, 256);
        Draw from_column(column, index % 256);
        Draw draw(seed, at(index));
        const int chosen = choice(draw);
        ++counts[static_cast<size_t>(chosen)];
        if (choice(from_column) != chosen) FAIL_CHECK("request " << index);
    }
    agree(counts, expected);
}

TEST_CASE("successive uniforms of one request are even and independent", "[decide]") {
    constexpr size_t bins = 8;
    constexpr uint64_t requests = 20'000;
    std::vector<double> pairs(bins * bins);
    const auto bin = [](double u) { return static_cast<size_t>(u * bins); };
    for (uint64_t index = 0; index < requests; ++index) {
        Draw draw(seed, at(index));
        draw();
        const double second = draw.uniform(), third = draw.uniform();
        ++pairs[bin(second) * bins + bin(third)];
    }
    agree(pairs, std::vector<double>(pairs.size(), requests / double{bins * bins}));
}

TEST_CASE("a normal draw is the quantile of one uniform", "[decide]") {
    constexpr uint64_t requests = 40'000;
    double sum = 0, squares = 0;
    for (uint64_t index = 0; index < requests; ++index) {
        Draw normal(seed, at(index));
        Draw uniform(seed, at(index));
        for (int i = 0; i < 3; ++i) {
            const double z = normal.normal();
            if (z != normal_quantile(uniform.uniform())) FAIL_CHECK("request " << index);
            sum += z;
            squares += z * z;
        }
    }
    constexpr double n = 3.0 * requests;
    CHECK(std::abs(sum / n) < 4 / std::sqrt(n));
    CHECK(std::abs(squares / n - 1) < 4 * std::sqrt(2 / n));
}

}  // namespace
}  // namespace mdisim
