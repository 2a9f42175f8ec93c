#include "sim/world/workload/workload.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>

#include "sim/describe/error.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

// Creation times of n requests, asked for in batches of this size; fewer where it ends.
std::vector<Time> times(const Workload& workload, size_t n, size_t batch = column_size,
                        Time end = Time::max()) {
    const ReadyWorkload ready(workload);
    Arrivals arrivals(ready, 17, 0, end);
    std::vector<Time> created(n);
    size_t some = 0;
    while (some < n && !arrivals.over()) {
        const size_t size = std::min(batch, n - some);
        double lane0[column_size], lane1[column_size];
        columns().uniforms(17, {{}, 0, 0, 0, some}, size, lane0, lane1);
        some += arrivals.next(size, lane0, created.data() + some);
    }
    created.resize(some);
    return created;
}

std::vector<double> gaps_ms(const std::vector<Time>& created) {
    std::vector<double> gaps;
    Time previous;
    for (Time t : created) {
        gaps.push_back((t - previous).ms());
        previous = t;
    }
    return gaps;
}

struct Moments {
    double mean = 0;
    double variance = 0;
};
Moments moments(const std::vector<double>& values) {
    Moments m;
    const auto n = static_cast<double>(values.size());
    for (double x : values) m.mean += x / n;
    for (double x : values) m.variance += (x - m.mean) * (x - m.mean) / (n - 1);
    return m;
}

TEST_CASE("every: request i at i intervals", "[world]") {
    for (double interval_ms : {1000.0, 0.25, 333.0, 0.0}) {
        const std::vector<Time> created = times(EveryWorkload{interval_ms}, 600);
        for (size_t i = 0; i < created.size(); ++i) {
            const Duration at = Duration::from_ms(interval_ms * static_cast<double>(i));
            if (created[i] != Time{} + at) FAIL_CHECK(interval_ms << ", request " << i);
        }
        CHECK(created.front() == Time{});
    }
    CHECK_FALSE(ReadyWorkload(EveryWorkload{}).random());
}

TEST_CASE("poisson: counts of mean and variance rate x time", "[world]") {
    constexpr double rate_per_s = 5;
    const std::vector<Time> created = times(PoissonWorkload{rate_per_s}, 150'000);
    std::vector<double> counts(29'000);  // seconds; the last request comes near 30,000
    for (Time t : created) {
        const auto second = static_cast<size_t>(t.ms() / 1000);
        if (second < counts.size()) ++counts[second];
    }
    const Moments m = moments(counts);
    const auto n = static_cast<double>(counts.size());
    CHECK(std::abs(m.mean - rate_per_s) < 4 * std::sqrt(rate_per_s / n));
    CHECK(std::abs(m.variance / m.mean - 1) < 4 * std::sqrt(2 / n));
    // Neighbouring seconds know nothing of each other.
    double product = 0;
    for (size_t i = 1; i < counts.size(); ++i) {
        product += (counts[i] - m.mean) * (counts[i - 1] - m.mean) / m.variance;
    }
    CHECK(std::abs(product / n) < 4 / std::sqrt(n));
}

TEST_CASE("poisson: exponential gaps, the first one too", "[world]") {
    const std::vector<Time> created = times(PoissonWorkload{50}, 40'000);
    const std::vector<double> gaps = gaps_ms(created);
    const Moments m = moments(gaps);
    const auto n = static_cast<double>(gaps.size());
    CHECK(std::abs(m.mean - 20) < 4 * 20 / std::sqrt(n));
    CHECK(std::sqrt(m.variance) == Approx(20).epsilon(4 * std::sqrt(2 / n)));
    CHECK(created.front() > Time{});
    for (uint64_t i = 0; i < 500; ++i) {
        const double u = uniform_of(random_lanes(17, {{}, 0, 0, 0, i}).lane[0]);
        CHECK(gaps[i] == Approx(-20 * std::log(1 - u)).margin(2e-6));
    }
    CHECK(ReadyWorkload(PoissonWorkload{50}).random());
}

TEST_CASE("renewal: independent gaps of the law", "[world]") {
    const Law laws[] = {Gamma{30, 10}, LogNormal{5, 5}, Uniform{0, 9}};
    for (const Law& law : laws) {
        const std::vector<double> gaps = gaps_ms(times(RenewalWorkload{law}, 40'000));
        const Moments m = moments(gaps);
        const auto n = static_cast<double>(gaps.size());
        CAPTURE(law.index());
        CHECK(std::abs(m.mean - mean(law)) < 4 * sd(law) / std::sqrt(n));
        CHECK(std::sqrt(m.variance) == Approx(sd(law)).epsilon(0.05));
        double product = 0;
        for (size_t i = 1; i < gaps.size(); ++i) {
            product += (gaps[i] - m.mean) * (gaps[i - 1] - m.mean) / m.variance;
        }
        CHECK(std::abs(product / n) < 4 / std::sqrt(n));
    }
    const ReadyWorkload constant(RenewalWorkload{Constant{7}});
    CHECK_FALSE(constant.random());
    const std::vector<Time> created = times(RenewalWorkload{Constant{7}}, 3);
    CHECK(created == std::vector<Time>{Time{7'000'000}, Time{14'000'000}, Time{21'000'000}});
}

TEST_CASE("renewal: a gap below zero is zero, time never goes back", "[world]") {
    const std::vector<Time> created = times(RenewalWorkload{Normal{1, 5}}, 5000);
    size_t together = 0;
    for (size_t i = 1; i < created.size(); ++i) {
        if (created[i] < created[i - 1]) FAIL_CHECK("request " << i);
        together += created[i] == created[i - 1];
    }
    CHECK(together > 1000);
}

TEST_CASE("stamps: at the given times, to their end", "[world]") {
    StampWorkload stamps;
    for (int i = 0; i < 600; ++i) stamps.stamps_ms.push_back(i / 4 * 2.5);
    const std::vector<Time> created = times(stamps, 600, 256);
    for (size_t i = 0; i < created.size(); ++i) {
        if (created[i] != Time{} + Duration::from_ms(stamps.stamps_ms[i])) {
            FAIL_CHECK("request " << i);
        }
    }
    CHECK(ReadyWorkload(stamps).longest() == 600);
    CHECK_FALSE(ReadyWorkload(stamps).random());
    CHECK(ReadyWorkload(PoissonWorkload{1}).longest() == UINT64_MAX);
}

TEST_CASE("creation times do not depend on the batches they are asked for in", "[world]") {
    StampWorkload stamps;
    for (int i = 0; i < 700; ++i) stamps.stamps_ms.push_back(i * 1.5);
    const Workload workloads[] = {EveryWorkload{0.1}, PoissonWorkload{3},
                                  RenewalWorkload{Gamma{30, 10}}, stamps};
    for (const Workload& workload : workloads) {
        CAPTURE(workload.index());
        const std::vector<Time> expected = times(workload, 700);
        for (size_t batch : {1, 7, 100, 255}) CHECK(times(workload, 700, batch) == expected);
    }
}

TEST_CASE("a workload is cut at its end, and knows about how many come before", "[world]") {
    StampWorkload stamps;
    for (int i = 0; i < 700; ++i) stamps.stamps_ms.push_back(i * 1.5);
    const Workload workloads[] = {EveryWorkload{0.5}, PoissonWorkload{2000},
                                  RenewalWorkload{Gamma{0.5, 0.2}}, stamps};
    const Time end{300'000'000};
    for (const Workload& workload : workloads) {
        CAPTURE(workload.index());
        const std::vector<Time> whole = times(workload, 700);
        for (size_t batch : {1, 100, 256}) {
            const std::vector<Time> cut = times(workload, 700, batch, end);
            CHECK(cut.size() < 700);
            CHECK(cut.back() < end);
            CHECK(whole[cut.size()] >= end);
            CHECK(std::equal(cut.begin(), cut.end(), whole.begin()));
        }
        const auto n = static_cast<double>(times(workload, 700, 256, end).size());
        CHECK(ReadyWorkload(workload).expected(end) == Approx(n).margin(4 * std::sqrt(n)));
        CHECK(ReadyWorkload(workload).ends() == (workload.index() == 3));
    }
    // What is created at the end itself is not.
    CHECK(times(EveryWorkload{100}, 9, 256, end).size() == 3);
    CHECK(times(EveryWorkload{100}, 9, 256, Time{}).empty());
}

TEST_CASE("a workload past 146 years is out of range", "[world]") {
    constexpr double twenty_days_ms = 20 * 86'400'000.0;
    const auto last = static_cast<size_t>(Time::max().ms() / twenty_days_ms);
    CHECK(times(EveryWorkload{twenty_days_ms}, last + 1).back() <= Time::max());
    CHECK_THROWS_AS(times(EveryWorkload{twenty_days_ms}, last + 2), OutOfRange);
    // A single gap has a bound of its own.
    CHECK_THROWS_AS(times(EveryWorkload{27 * 86'400'000.0}, 2), OutOfRange);
}

TEST_CASE("stamps that fall, lie before zero or are not there are the user's mistake", "[world]") {
    const auto validated = [](const std::vector<double>& stamps_ms) {
        const Workload workload = StampWorkload{stamps_ms};
        describe(Tag<Workload>{}).validate(&workload);
    };
    CHECK_NOTHROW(validated({0, 0, 5, 5, 6}));
    CHECK_THROWS_AS(validated({}), UserError);
    CHECK_THROWS_AS(validated({-1, 5}), UserError);
    CHECK_THROWS_WITH(validated({0, 6, 5}), Catch::Contains("number 3"));
}

}  // namespace
}  // namespace mdisim
