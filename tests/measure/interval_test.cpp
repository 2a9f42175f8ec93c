#include "sim/measure/interval.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

using Values = std::vector<double>;

double t_quantile(double p, double degrees) {
    return quantile(boost::math::students_t(degrees), p);
}

// The i-th set of n independent normals.
Values normals(uint32_t set, size_t n) {
    Values x;
    for (size_t i = 0; i < n; ++i) {
        const Lanes lanes = random_lanes(10, {{}, 0, 0, set, i});
        x.push_back(normal_quantile(uniform_of(lanes.lane[0])));
    }
    return x;
}

Values plus(Values x, double shift) {
    for (double& value : x) value += shift;
    return x;
}

}  // namespace

TEST_CASE("student_interval is mean +- t s / sqrt n", "[interval]") {
    const Values x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const Interval interval = student_interval(x);
    const double half = 2.2621571627982 * std::sqrt(82.5 / 9) / std::sqrt(10);
    CHECK(interval.mean == 5.5);
    CHECK(interval.low == Approx(5.5 - half).epsilon(1e-12));
    CHECK(interval.high == Approx(5.5 + half).epsilon(1e-12));
    CHECK(interval.half_width() == Approx(half).epsilon(1e-12));
    for (size_t n : {size_t{2}, size_t{3}, size_t{30}, size_t{500}}) {
        const Values y = normals(1, n);
        double mean = 0, squares = 0;
        for (double v : y) mean += v / static_cast<double>(n);
        for (double v : y) squares += (v - mean) * (v - mean);
        const auto degrees = static_cast<double>(n - 1);
        const double error = std::sqrt(squares / degrees / static_cast<double>(n));
        INFO("n " << n);
        CHECK(student_interval(y).half_width() ==
              Approx(t_quantile(0.975, degrees) * error).epsilon(1e-11));
        CHECK(student_interval(y).mean == Approx(mean).epsilon(1e-12));
    }
}

TEST_CASE("one replication says nothing about the spread", "[interval]") {
    const Interval one = student_interval(Values{3});
    CHECK(one.mean == 3);
    CHECK(std::isinf(one.low));
    CHECK(std::isinf(one.high));
    CHECK(std::isinf(one.half_width()));
    CHECK_THROWS_AS(student_interval(Values{}), InternalError);
}

TEST_CASE("equal replications have an interval of no width, whatever their value", "[interval]") {
    for (double value : {0.0, 0.1, 1.0 / 3, 1e300}) {
        const Interval same = student_interval(Values(7, value));
        CHECK(same.mean == value);
        CHECK(same.low == value);
        CHECK(same.high == value);
    }
}

TEST_CASE("student_interval covers the truth 95 times in a hundred", "[interval]") {
    int covered = 0;
    for (uint32_t set = 0; set < 2000; ++set) {
        const Interval interval = student_interval(normals(set, 10));
        covered += interval.low <= 0 && 0 <= interval.high;
    }
    CHECK(covered >= 1860);
    CHECK(covered <= 1940);
}

TEST_CASE("clopper_pearson: closed forms where all or none hit", "[interval]") {
    for (uint64_t n : {1u, 10u, 1000u, 100'000u}) {
        INFO("n " << n);
        const double tail = std::pow(0.025, 1 / static_cast<double>(n));
        const Interval none = clopper_pearson(0, n);
        CHECK(none.mean == 0);
        CHECK(none.low == 0);
        CHECK(none.high == Approx(1 - tail).epsilon(1e-9));
        const Interval all = clopper_pearson(n, n);
        CHECK(all.mean == 1);
        CHECK(all.low == Approx(tail).epsilon(1e-12));
        CHECK(all.high == 1);
    }
}

TEST_CASE("clopper_pearson is made of beta quantiles", "[interval]") {
    for (uint64_t n : {5u, 20u, 333u, 20'000u}) {
        for (uint64_t k : {uint64_t{1}, n / 4, n / 2, n - 1}) {
            if (k == 0) continue;
            INFO(k << " of " << n);
            const auto hits = static_cast<double>(k);
            const auto misses = static_cast<double>(n - k);
            const Interval interval = clopper_pearson(k, n);
            CHECK(interval.mean == hits / (hits + misses));
            CHECK(interval.low ==
                  Approx(boost::math::ibeta_inv(hits, misses + 1, 0.025)).epsilon(1e-9));
            CHECK(interval.high ==
                  Approx(boost::math::ibeta_inv(hits + 1, misses, 0.975)).epsilon(1e-9));
        }
    }
    CHECK_THROWS_AS(clopper_pearson(0, 0), InternalError);
    CHECK_THROWS_AS(clopper_pearson(3, 2), InternalError);
}

TEST_CASE("clopper_pearson covers every share at least 95 times in a hundred", "[interval]") {
    for (int trials : {5, 20, 60}) {
        std::vector<Interval> intervals;
        for (int k = 0; k <= trials; ++k) {
            intervals.push_back(
                clopper_pearson(static_cast<uint64_t>(k), static_cast<uint64_t>(trials)));
        }
        double least = 1;
        for (double share = 0.005; share < 1; share += 0.005) {
            const boost::math::binomial law(trials, share);
            double coverage = 0;
            for (int k = 0; k <= trials; ++k) {
                const Interval& interval = intervals[static_cast<size_t>(k)];
                if (interval.low <= share && share <= interval.high) coverage += pdf(law, k);
            }
            least = std::min(least, coverage);
        }
        INFO("trials " << trials);
        CHECK(least >= 0.95);
        CHECK(least < 0.98);
    }
}

TEST_CASE("share_interval is Student's over replications, within 0 and 1", "[interval]") {
    const Values x = {0.2, 0.3, 0.25, 0.4};
    const Interval student = student_interval(x);
    const Interval share = share_interval(x, 115, 400);
    CHECK(share.mean == student.mean);
    CHECK(share.low == student.low);
    CHECK(share.high == student.high);
    const Interval low = share_interval(Values{0, 0, 0, 0.01}, 1, 400);
    CHECK(low.low == 0);
    CHECK(low.high == student_interval(Values{0, 0, 0, 0.01}).high);
    CHECK(share_interval(Values{1, 1, 1, 0.99}, 399, 400).high == 1);
}

TEST_CASE("shares that all agree get the exact interval of the pooled counts", "[interval]") {
    for (double share : {0.0, 0.25, 1.0}) {
        const auto hits = static_cast<uint64_t>(400 * share);
        const Interval exact = clopper_pearson(hits, 400);
        const Interval interval = share_interval(Values(4, share), hits, 400);
        CHECK(interval.mean == share);
        CHECK(interval.low == exact.low);
        CHECK(interval.high == exact.high);
    }
    CHECK(share_interval(Values{0.5}, 50, 100).low == clopper_pearson(50, 100).low);
}

TEST_CASE("paired differences are intervals of the differences", "[interval]") {
    const Values a = {3.1, 4.0, 5.2, 6.1, 6.9};
    const Values b = {1.0, 2.2, 3.0, 4.5, 4.8};
    const PairedDifference difference = paired_difference(a, b);
    Values by_hand;
    for (size_t i = 0; i < a.size(); ++i) by_hand.push_back(a[i] - b[i]);
    const Interval interval = student_interval(by_hand);
    CHECK(difference.interval.mean == interval.mean);
    CHECK(difference.interval.low == interval.low);
    CHECK(difference.interval.high == interval.high);
    const PairedDifference reversed = paired_difference(b, a);
    CHECK(reversed.interval.mean == -difference.interval.mean);
    CHECK(reversed.interval.low == -difference.interval.high);
    CHECK(reversed.p == difference.p);
}

TEST_CASE("the p-value of a paired difference is Student's, two-sided", "[interval]") {
    for (size_t n : {size_t{2}, size_t{5}, size_t{10}, size_t{200}}) {
        for (double shift : {0.0, 0.1, 0.5, 2.0, 30.0}) {
            const Values a = plus(normals(3, n), shift);
            const Values b = normals(4, n);
            const PairedDifference difference = paired_difference(a, b);
            const auto degrees = static_cast<double>(n - 1);
            const Interval& i = difference.interval;
            const double t = i.mean / i.half_width() * t_quantile(0.975, degrees);
            const boost::math::students_t law(degrees);
            INFO("n " << n << ", shift " << shift);
            CHECK(difference.p == Approx(2 * cdf(law, -std::fabs(t))).epsilon(1e-9));
            CHECK((difference.p < 0.05) == (i.low > 0 || i.high < 0));
        }
    }
}

TEST_CASE("differences without spread are certain, one alone is not", "[interval]") {
    const Values x = normals(5, 6);
    CHECK(paired_difference(x, x).p == 1);
    CHECK(paired_difference(x, x).interval.half_width() == 0);
    CHECK(paired_difference(Values{1, 2, 3}, Values{0, 1, 2}).p == 0);
    CHECK(paired_difference(Values{1}, Values{0}).p == 1);
    CHECK_THROWS_AS(paired_difference(Values{1, 2}, Values{1}), InternalError);
    CHECK_THROWS_AS(paired_difference(Values{}, Values{}), InternalError);
}

TEST_CASE("the p-value of no difference is even", "[interval]") {
    int below_twentieth = 0, below_half = 0;
    for (uint32_t set = 0; set < 2000; ++set) {
        const double p = paired_difference(normals(set, 6), normals(set + 5000, 6)).p;
        below_twentieth += p < 0.05;
        below_half += p < 0.5;
    }
    CHECK(below_twentieth == Approx(100).margin(40));
    CHECK(below_half == Approx(1000).margin(90));
}

TEST_CASE("holm: examples worked by hand", "[interval]") {
    const auto check = [](const Values& p, const Values& wanted) {
        const Values got = holm(p);
        REQUIRE(got.size() == wanted.size());
        for (size_t i = 0; i < p.size(); ++i) CHECK(got[i] == Approx(wanted[i]).epsilon(1e-15));
    };
    check({0.01, 0.04, 0.03, 0.005}, {0.03, 0.06, 0.06, 0.02});
    check({0.005, 0.01, 0.03, 0.04}, {0.02, 0.03, 0.06, 0.06});
    check({0.02, 0.02, 0.02}, {0.06, 0.06, 0.06});
    check({0.5, 0.9, 0.001}, {1, 1, 0.003});
    check({0, 1}, {0, 1});
    check({0.04}, {0.04});
    check({}, {});
}

TEST_CASE("holm corrects upwards, keeps the order, and less than Bonferroni", "[interval]") {
    Values p;
    for (uint64_t i = 0; i < 50; ++i) {
        const double u = uniform_of(random_lanes(11, {{}, 0, 0, 0, i}).lane[0]);
        p.push_back(u * u * u);
    }
    const Values corrected = holm(p);
    for (size_t i = 0; i < p.size(); ++i) {
        CHECK(corrected[i] >= p[i]);
        CHECK(corrected[i] <= std::min(1.0, 50 * p[i]));
        for (size_t j = 0; j < i; ++j) {
            if (p[i] < p[j] ? corrected[i] > corrected[j] : corrected[i] < corrected[j]) {
                FAIL_CHECK("places " << i << " and " << j);
            }
        }
    }
}

}  // namespace mdisim
