#include "sim/world/workload/trace.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <utility>

#include "sim/describe/check.hpp"
#include "tests/world/workload/arrivals.hpp"

namespace mdisim {
namespace {

using namespace testing;

// What was recorded, in seconds and in intervals of 10 s.
TraceWorkload trace_of(const std::vector<double>& stamps_s) {
    std::vector<int64_t> stamps_ns;
    for (double s : stamps_s) stamps_ns.push_back(at_s(s).ns);
    TraceWorkload trace;
    trace.stamps_ns = std::move(stamps_ns);
    return trace;
}
CountsWorkload counts_of(std::vector<int64_t> numbers) {
    CountsWorkload counts;
    counts.counts = std::move(numbers);
    counts.interval_s = 10;
    return counts;
}

std::vector<double> in_seconds(const std::vector<Time>& times) {
    std::vector<double> s;
    for (Time t : times) s.push_back(seconds(t));
    return s;
}

TEST_CASE("trace: scaled in time and in rate, and over and over", "[world]") {
    TraceWorkload trace = trace_of({5, 6, 9, 11});
    trace.time_scale = 0.5;
    CHECK(in_seconds(times_of(trace, 9)) == std::vector<double>{0, 0.5, 2, 3});
    trace.rate_scale = 2;
    CHECK(in_seconds(times_of(trace, 9)) == std::vector<double>{0, 0, 0.5, 0.5, 2, 2, 3, 3});
    trace.rate_scale = 0.5;
    CHECK(in_seconds(times_of(trace, 9)) == std::vector<double>{0, 2});
    CHECK(ReadyTrace(trace).longest() == 2);
    trace.rate_scale = 1;
    trace.loop = true;  // 3 s for three gaps: a lap of four lasts 4 s
    CHECK(in_seconds(times_of(trace, 7)) == std::vector<double>{0, 0.5, 2, 3, 4, 4.5, 6});
    CHECK(ReadyTrace(trace).longest() == UINT64_MAX);
    CHECK(ReadyTrace(trace).expected(at_s(4.6)) == 6);
    CHECK(times_until(trace, 4.6).size() == 6);
    CHECK(times_of(trace, 700, Time::max(), 9) == times_of(trace, 700));
    CHECK(ReadyWorkload(trace).random() == false);
}

TEST_CASE("trace: every stamp of any size is replayed to the nanosecond", "[world]") {
    const std::vector<int64_t> stamps = {1'700'158'623'979'960'001, 1'700'158'623'979'960'002,
                                         1'700'158'623'979'960'002, 1'700'159'999'123'456'789};
    TraceWorkload trace;
    trace.stamps_ns = stamps;
    std::vector<Time> expected;
    for (int64_t stamp : stamps) expected.push_back(Time{stamp - stamps.front()});
    CHECK(times_of(trace, 9) == expected);
    const std::vector<double> given_ms = {0.25, 0.25, 3, 86'400'000.000001};
    const std::vector<Time> times = times_of(StampWorkload{given_ms}, 9);
    CHECK(times == std::vector<Time>{{250'000}, {250'000}, {3'000'000}, {86'400'000'000'001}});
}

TEST_CASE("what is recorded is there before a world is made ready", "[world]") {
    CHECK_THROWS_AS(ReadyTrace(TraceWorkload{}), InternalError);
    CHECK_THROWS_AS(ReadyCounts(CountsWorkload{}), InternalError);
    CHECK_THROWS_AS(rate_of(CountsWorkload{}), InternalError);
}

TEST_CASE("counts: at equal distances", "[world]") {
    CountsWorkload counts = counts_of({2, 0, 5});
    counts.spread = Spacing::even;
    const std::vector<double> once = {2.5, 7.5, 21, 23, 25, 27, 29};
    CHECK(in_seconds(times_of(counts, 99)) == once);
    CHECK_FALSE(ReadyWorkload(counts).random());
    CHECK(ReadyWorkload(counts).longest() == 7);
    counts.loop = true;
    const std::vector<Time> laps = times_of(counts, 15, Time::max(), 4);
    CHECK(seconds(laps[7]) == 32.5);
    CHECK(seconds(laps[14]) == 62.5);
    CHECK(ReadyCounts(counts).expected(at_s(55)) == 7 + 2 + 2.5);
    counts.time_scale = 0.1;
    CHECK(in_seconds(times_until(counts, 3)) ==
          std::vector<double>{0.25, 0.75, 2.1, 2.3, 2.5, 2.7, 2.9});
    counts.time_scale = 1;
    counts.loop = false;
    counts.rate_scale = 0.5;  // sums of 1, 1, 3.5: rounded to even, 4
    CHECK(in_seconds(times_of(counts, 99)).size() == 4);
}

TEST_CASE("counts: each anywhere in its interval", "[world]") {
    CountsWorkload counts = counts_of({3000, 0, 5000, 1});
    counts.spread = Spacing::uniform;
    const std::vector<Time> times = times_of(counts, 9999);
    CHECK(counts_in(times, 10, 4) == std::vector<double>{3000, 0, 5000, 1});
    CHECK(std::is_sorted(times.begin(), times.end()));
    std::vector<double> first;
    std::vector<double> third;
    for (Time t : times) {
        if (t < at_s(10)) first.push_back(seconds(t) / 10);
        if (t > at_s(20) && t < at_s(30)) third.push_back(seconds(t) / 10 - 2);
    }
    CHECK(kolmogorov(first) < 1.95);
    CHECK(kolmogorov(third) < 1.95);
    // Not too even either: windows of a hundredth have the variance of a multinomial.
    const std::vector<double> counted = counts_in(times, 0.1, 100);
    CHECK(std::abs(chi_square_z(counted, std::vector<double>(100, 30.0))) < 4);
    CHECK(times_of(counts, 9999, Time::max(), 31) == times);
    CHECK(ReadyWorkload(counts).random());
}

TEST_CASE("counts: as the means of a Poisson process", "[world]") {
    CountsWorkload counts = counts_of({300, 0, 500, 40});
    counts.rate_scale = 20;
    std::vector<double> expected;
    for (double mean : {300.0, 500.0, 40.0}) expected.insert(expected.end(), 100, mean * 0.2);
    const std::vector<Time> times = times_of(counts, 99'999);
    std::vector<double> counted = counts_in(times, 0.1, 400);
    for (size_t i = 100; i < 200; ++i) CHECK(counted[i] == 0);
    counted.erase(counted.begin() + 100, counted.begin() + 200);
    CHECK(std::abs(chi_square_z(counted, expected)) < 4);
    CHECK(times.back() < at_s(40));
    CHECK(ReadyWorkload(counts).ends());
    CHECK(ReadyWorkload(counts).expected(Time::max()) == Approx(840 * 20));
    counts.loop = true;
    CHECK_FALSE(ReadyWorkload(counts).ends());
    const auto n = static_cast<double>(times_until(counts, 400).size());
    CHECK(std::abs(n - 168'000) < 4 * std::sqrt(168'000));
}

}  // namespace
}  // namespace mdisim
