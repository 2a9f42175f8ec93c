#include "sim/world/workload/rate.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/describe/error.hpp"
#include "tests/support/times.hpp"
#include "tests/world/workload/arrivals.hpp"

namespace mdisim {
namespace {

using namespace testing;

// The load of Model-Switching: 300 s, in units of a capacity.
RateWorkload default_profile(double unit_per_s = 1) {
    RateWorkload load;
    load.rate = 0.55;
    load.unit_per_s = unit_per_s;
    load.waves = {{0.2, {}, 20.0, 0}};
    load.pieces = {{80, 120, 0.95, false}, {125, 140, 2.7, false}, {140, 160, 1.2, false}};
    return load;
}

// Its rate and integral, written once more.
double profile_rate(double t) {
    if (t >= 80 && t < 120) return 0.95;
    if (t >= 125 && t < 140) return 2.7;
    if (t >= 140 && t < 160) return 1.2;
    return 0.55 + 0.2 * std::sin(t / 20);
}
double profile_integral(double t) {
    const auto wavy = [](double a, double b) {
        return a < b ? 0.55 * (b - a) + 4 * (std::cos(a / 20) - std::cos(b / 20)) : 0;
    };
    const auto flat = [&](double a, double b, double rate) {
        return rate * std::max(0.0, std::min(t, b) - a);
    };
    return wavy(0, std::min(t, 80.0)) + flat(80, 120, 0.95) + wavy(120, std::min(t, 125.0)) +
           flat(125, 140, 2.7) + flat(140, 160, 1.2) + wavy(160, t);
}

std::vector<std::string> wrong(const RateWorkload& workload) {
    const Workload whole = workload;
    std::vector<std::string> lines;
    try {
        describe(Tag<Workload>{}).validate(&whole);
    } catch (const UserError& error) {
        for (const Problem& p : error.problems()) lines.push_back(p.what);
    }
    return lines;
}

TEST_CASE("a rate in pieces is swept piece by piece, to the nanosecond", "[world]") {
    RateWorkload load;
    load.rate = 2;
    load.pieces = {{10, 20, 0, false}, {20, 30, 4, false}, {25, 40, 1, true}};
    const ReadyRate rate(load);
    const auto after = [&](double from_s, double units) {
        return rate.after(at_s(from_s), units, Time::max());
    };
    CHECK(after(0, 1) == at_s(0.5));
    CHECK(after(0, 20.25) == at_s(20.0625));  // nothing between 10 and 20
    CHECK(after(12, 1) == at_s(20.25));
    CHECK(after(20, 20) == at_s(25));
    CHECK(after(20, 25) == at_s(26));  // 4 + 1
    CHECK(after(30, 3) == at_s(31));   // 2 + 1
    CHECK(after(39, 7) == at_s(42));   // 3 for a second, then 2
    CHECK(rate.integral(at_s(40)) == Approx(20 + 0 + 20 + 25 + 30));
    CHECK_FALSE(rate.after(at_s(11), 1, at_s(20)).has_value());
    CHECK_FALSE(rate.ends());
}

TEST_CASE("a rate that is zero from some time on comes to an end", "[world]") {
    RateWorkload load;
    load.rate = 0;
    load.pieces = {{1, 3, 100, false}};
    const ReadyRate rate(load);
    CHECK(rate.ends());
    CHECK(rate.after(at_s(0), 199, Time::max()) == at_s(2.99));
    CHECK_FALSE(rate.after(at_s(0), 201, Time::max()).has_value());
    const std::vector<Time> times = times_of(load, 100'000);
    CHECK(std::abs(static_cast<double>(times.size()) - 200) < 4 * std::sqrt(200));
    CHECK(times.front() > at_s(1));
    CHECK(times.back() < at_s(3));
}

TEST_CASE("a rate that repeats begins anew, waves included", "[world]") {
    RateWorkload load;
    load.rate = 1;
    load.waves = {{0.5, 7.0, {}, 0}};
    load.pieces = {{4, 5, 3, false}};
    load.repeat_s = 10;
    const ReadyRate rate(load);
    const double lap = rate.integral(at_s(10));
    CHECK(rate.integral(at_s(73.5)) == Approx(7 * lap + rate.integral(at_s(3.5))));
    for (double from : {0.0, 3.9, 4.2, 9.99}) {
        const Time once = *rate.after(at_s(from), 0.7, Time::max());
        CHECK(rate.after(at_s(from + 40), 0.7, Time::max()) == once + lasting_s(40));
        CHECK(rate.after(at_s(from), 0.7 + 3 * lap, Time::max()).value() - once <
              lasting_s(30) + Duration{3});
        CHECK(rate.after(at_s(from), 0.7 + 3 * lap, Time::max()).value() - once >
              lasting_s(30) - Duration{3});
    }
}

TEST_CASE("waves are swept as the integral says", "[world]") {
    const ReadyRate rate(default_profile(3));
    for (double t = 0; t < 400; t += 1.7) {
        CHECK(rate.integral(at_s(t)) == Approx(3 * profile_integral(t)).epsilon(1e-12));
        for (double units : {1e-6, 0.01, 1.0, 50.0}) {
            const double reached = seconds(*rate.after(at_s(t), units, Time::max()));
            const double swept = 3 * (profile_integral(reached) - profile_integral(t));
            if (!(std::abs(swept - units) < 9e-9 + 1e-12 * swept)) {
                FAIL_CHECK(units << " from " << t << " gives " << swept);
            }
        }
    }
}

TEST_CASE("a wave that touches zero, and several at once, are inverted too", "[world]") {
    RateWorkload load;
    load.rate = 1;
    load.waves = {{0.75, 60.0, {}, 0}, {-0.25, 7.0, {}, 2}};
    const ReadyRate rate(load);
    for (double t = 0; t < 120; t += 0.37) {
        for (double units : {1e-5, 0.3, 20.0}) {
            const Time reached = *rate.after(at_s(t), units, Time::max());
            const double swept = rate.integral(reached) - rate.integral(at_s(t));
            if (!(std::abs(swept - units) < 4e-9)) FAIL_CHECK(units << " from " << t);
        }
    }
    // More units, later.
    Time last;
    for (double units = 0.001; units < 10; units *= 1.01) {
        const Time reached = *rate.after(at_s(5), units, Time::max());
        CHECK(reached >= last);
        last = reached;
    }
}

TEST_CASE("a changing rate gives the counts of a Poisson process with its integral", "[world]") {
    constexpr double unit = 400;
    const std::vector<Time> times = times_until(default_profile(unit), 300);
    const double whole = unit * profile_integral(300);
    const auto n = static_cast<double>(times.size());
    CHECK(std::abs(n - whole) < 4 * std::sqrt(whole));

    constexpr double window_s = 0.25;
    std::vector<double> expected;
    std::vector<double> flat;
    for (int i = 0; i < 1200; ++i) {
        const double from = i * window_s;
        expected.push_back(unit * (profile_integral(from + window_s) - profile_integral(from)));
        flat.push_back(whole / 1200);
    }
    const std::vector<double> counts = counts_in(times, window_s, 1200);
    CHECK(std::abs(chi_square_z(counts, expected)) < 4);
    CHECK(chi_square_z(counts, flat) > 100);
    // Within the pieces.
    for (const auto& [from, until] : {std::pair{80, 120}, {125, 140}, {140, 160}, {0, 80}}) {
        double sum = 0;
        double mean = 0;
        for (int i = from * 4; i < until * 4; ++i) {
            sum += counts[static_cast<size_t>(i)];
            mean += expected[static_cast<size_t>(i)];
        }
        CHECK(std::abs(sum - mean) < 4 * std::sqrt(mean));
    }
}

TEST_CASE("in the time its rate runs in, a changing Poisson process is an even one", "[world]") {
    const std::vector<Time> times = times_until(default_profile(200), 300);
    std::vector<double> gaps;
    std::vector<double> wrong_gaps;
    double last = 0;
    double last_time = 0;
    for (Time t : times) {
        const double now = 200 * profile_integral(seconds(t));
        gaps.push_back(1 - std::exp(last - now));
        wrong_gaps.push_back(1 - std::exp(200 * profile_rate(0) * (last_time - seconds(t))));
        last = now;
        last_time = seconds(t);
    }
    REQUIRE(gaps.size() > 40'000);
    CHECK(kolmogorov(gaps) < 1.95);
    CHECK(kolmogorov(wrong_gaps) > 10);
}

TEST_CASE("half the unit is the same profile with half the requests", "[world]") {
    const ReadyWorkload one(default_profile(100));
    const ReadyWorkload half(default_profile(50));
    CHECK(one.expected(at_s(300)) == Approx(2 * half.expected(at_s(300))));
    CHECK(one.expected(at_s(300)) == Approx(100 * profile_integral(300)));
    CHECK(one.random());
    CHECK_FALSE(one.ends());
    CHECK(one.longest() == UINT64_MAX);
}

TEST_CASE("what is wrong with a rate is said at once", "[world]") {
    CHECK(wrong(default_profile()).empty());
    RateWorkload load = default_profile();
    load.rate = 0.1;
    CHECK(wrong(load).size() == 3);  // three stretches under the waves
    CHECK_THAT(wrong(load).front(), Catch::Contains("below zero from second 0"));
    load.waves.clear();
    load.repeat_s = 150;
    REQUIRE(wrong(load).size() == 1);
    CHECK_THAT(wrong(load).front(), Catch::Contains("repeat_s"));
    RateWorkload nothing;
    nothing.rate = 0;
    CHECK(wrong(nothing) == std::vector<std::string>{"the rate is zero throughout"});

    const Wave both{1, 1.0, 1.0, 0};
    const Wave neither{1, {}, {}, 0};
    for (const Wave& wave : {both, neither}) {
        CHECK_THROWS_AS(describe(Tag<Wave>{}).validate(&wave), UserError);
    }
    const RatePiece backward{5, 5, 1, false};
    CHECK_THROWS_AS(describe(Tag<RatePiece>{}).validate(&backward), UserError);
}

TEST_CASE("a wave too quick for its angle to be known is out of range", "[world]") {
    RateWorkload load;
    load.waves = {{0.5, {}, 1e-6, 0}};
    const ReadyRate rate(load);
    CHECK(rate.after(at_s(1), 1, Time::max()).has_value());
    CHECK_THROWS_AS(rate.after(at_s(101), 1, Time::max()), OutOfRange);
}

}  // namespace
}  // namespace mdisim
