#include "sim/metrics/kim_nelson.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {
namespace {

using Table = std::vector<std::vector<double>>;

// Values around these means. correlated: whether replications have something in common.
Table systems(uint32_t sample, const std::vector<double>& means, size_t replications,
              bool correlated) {
    Table table;
    for (uint32_t i = 0; i < means.size(); ++i) {
        table.emplace_back();
        for (size_t r = 0; r < replications; ++r) {
            const auto normal = [&](uint32_t system) {
                const Lanes lanes = random_lanes(22, {{}, 0, system, sample, r});
                return normal_quantile(uniform_of(lanes.lane[0]));
            };
            table.back().push_back(means[i] + normal(i) + (correlated ? 2 * normal(99) : 0));
        }
    }
    return table;
}

}  // namespace

TEST_CASE("Kim and Nelson: the bound is that of the paper", "[kim_nelson]") {
    // Of two systems, S^2 = 2/3 by the first 4 replications; eta = ((2 x 0.05)^(-2/3) - 1) / 2.
    const std::vector<double> zero(60, 0.0);
    std::vector<double> other = {0, -1, -1, -2};  // a variance of 2/3, a mean of -1
    other.resize(60, -0.25);
    const double eta = (std::pow(0.1, -2.0 / 3) - 1) / 2;
    const double h_squared = 2 * eta * 3;
    const double indifference = 0.5;
    const double variance = 2.0 / 3;
    size_t expected = 0;
    double sum = 0;
    for (size_t r = 1; r <= 60 && expected == 0; ++r) {
        sum += other[r - 1];
        const double mean = sum / static_cast<double>(r);
        const double allowed = std::max(
            0.0,
            indifference / (2 * static_cast<double>(r)) *
                (h_squared * variance / (indifference * indifference) - static_cast<double>(r)));
        if (r >= 4 && mean < -allowed) expected = r;
    }
    REQUIRE(expected > 4);
    const Selection found = select_best(Table{zero, other}, BestIs::highest, indifference, 4);
    CHECK(found.out_after == std::vector<size_t>{0, expected});
    CHECK(found.decided);
    CHECK(found.left() == 1);
    const Selection lowest = select_best(Table{zero, other}, BestIs::lowest, indifference, 4);
    CHECK(lowest.out_after == std::vector<size_t>{expected, 0});
    // It is known at the first look when it is decided for certain.
    const Table early = {{0, 0, 0, 0}, {0, -1, 1, 0}};
    const Selection begun = select_best(early, BestIs::highest, indifference, 4);
    CHECK_FALSE(begun.decided);
    CHECK(begun.at_most == std::ceil(h_squared * variance / 0.25));
}

TEST_CASE("Kim and Nelson: systems that are the same are left together", "[kim_nelson]") {
    const std::vector<double> one = {1, 2, 3, 2};
    const Selection found = select_best(Table{one, one, {0, 1, 2, 1}}, BestIs::highest, 0.1, 4);
    CHECK(found.decided);
    CHECK(found.left() == 2);
    CHECK(found.out_after[2] == 4);
    CHECK_THROWS_AS(select_best(Table{one}, BestIs::highest, 0.1, 4), InternalError);
    CHECK_THROWS_AS(select_best(Table{one, one}, BestIs::highest, 0, 4), InternalError);
    CHECK_THROWS_AS(select_best(Table{one, one}, BestIs::highest, 0.1, 5), InternalError);
}

TEST_CASE("Kim and Nelson: the best is found in 95 of 100 samples", "[kim_nelson]") {
    constexpr uint32_t samples = 1000;
    for (const bool correlated : {false, true}) {
        // All others are worse by just the indifference, which is the worst case.
        const std::vector<double> means = {0, 0.5, 0, 0, 0};
        int right = 0;
        int undecided = 0;
        double used = 0;
        for (uint32_t s = 0; s < samples; ++s) {
            const Selection found =
                select_best(systems(s, means, 400, correlated), BestIs::highest, 0.5, 20);
            right += found.decided && found.out_after[1] == 0;
            undecided += !found.decided;
            used += static_cast<double>(
                *std::max_element(found.out_after.begin(), found.out_after.end()));
        }
        INFO("correlated " << correlated << ", replications " << used / samples);
        CHECK(undecided == 0);
        CHECK(right >= 0.95 * samples);
        CHECK(used / samples < 150);
    }
}

TEST_CASE("a t-test after every replication errs far more often than its level", "[kim_nelson]") {
    // Two systems that are the same. Kim and Nelson take one of them, and so they may.
    constexpr uint32_t samples = 600;
    int wrong_every = 0;
    int wrong_tenth = 0;
    for (uint32_t s = 0; s < samples; ++s) {
        const Table table = systems(5000 + s, {0, 0}, 200, true);
        bool every = false;
        bool tenth = false;
        for (size_t n = 10; n <= 200; ++n) {
            const std::vector<double> a(table[0].begin(), table[0].begin() + long(n));
            const std::vector<double> b(table[1].begin(), table[1].begin() + long(n));
            const bool found = paired_difference(a, b).p < 0.05;
            every = every || found;
            tenth = tenth || (found && n % 10 == 0);
        }
        wrong_every += every;
        wrong_tenth += tenth;
    }
    CHECK(wrong_every / double(samples) == Approx(0.34).margin(0.07));
    CHECK(wrong_tenth / double(samples) == Approx(0.25).margin(0.06));
}

}  // namespace mdisim
