#include "sim/measure/histogram.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"
#include "tests/measure/filled.hpp"
#include "tests/support/times.hpp"

namespace mdisim {
namespace {

using testing::filled;

constexpr size_t last_bucket = (62 - 8) * 256 + 511;  // of the greatest duration

// Latencies of all sizes, some far out.
std::vector<Duration> durations(uint32_t source, size_t n) {
    const Sampler sampler(LogNormal{40, 60});
    std::vector<Duration> list;
    for (size_t i = 0; i < n; ++i) {
        const Lanes lanes = random_lanes(5, {{}, 0, 0, source, i});
        const double ms = sampler.quantile(uniform_of(lanes.lane[0]));
        const bool tiny = lanes.lane[1] % 10 == 0;
        list.push_back(tiny ? Duration{static_cast<int64_t>(lanes.lane[1] / 10 % 2000)}
                            : Duration::from_ms(ms));
    }
    return list;
}

Histogram histogram_of(const std::vector<Duration>& list) {
    Histogram h;
    for (Duration d : list) h.add(d);
    return h;
}

double relative_error(uint64_t ns, Duration midpoint) {
    return std::fabs(static_cast<double>(midpoint.ns) - static_cast<double>(ns)) /
           static_cast<double>(ns);
}

}  // namespace

TEST_CASE("below 512 ns every value has its bucket", "[histogram]") {
    for (uint64_t ns = 0; ns < 512; ++ns) {
        if (Histogram::bucket_of(ns) != ns || Histogram::midpoint(ns).ns != int64_t(ns)) FAIL(ns);
    }
    CHECK(Histogram::bucket_of(511) + 1 == Histogram::bucket_of(512));
}

TEST_CASE("buckets follow each other without gap or overlap", "[histogram]") {
    REQUIRE(Histogram::bucket_of(INT64_MAX) == last_bucket);
    int wrong = 0;
    for (size_t bucket = 0; bucket <= last_bucket; ++bucket) {
        const uint64_t low = Histogram::lower_edge(bucket);
        const uint64_t high = Histogram::lower_edge(bucket + 1) - 1;
        wrong += low > high || Histogram::bucket_of(low) != bucket ||
                 Histogram::bucket_of(high) != bucket || Histogram::bucket_of(high + 1) <= bucket;
    }
    CHECK(wrong == 0);
}

TEST_CASE("a midpoint is within 0.196 % of every value in its bucket", "[histogram]") {
    double worst = 0;
    for (size_t bucket = 1; bucket <= last_bucket; ++bucket) {
        const Duration midpoint = Histogram::midpoint(bucket);
        const uint64_t high = Histogram::lower_edge(bucket + 1) - 1;
        worst = std::max(worst, relative_error(Histogram::lower_edge(bucket), midpoint));
        worst = std::max(worst, relative_error(high, midpoint));
    }
    CHECK(worst <= 0.00196);
    CHECK(worst > 0.0019);  // and no better, or memory is wasted
}

TEST_CASE("a quantile is the bucket of the ranked value", "[histogram]") {
    for (size_t n : {size_t{1}, size_t{2}, size_t{10}, size_t{999}, size_t{20000}}) {
        std::vector<Duration> list = durations(1, n);
        const Histogram h = histogram_of(list);
        std::sort(list.begin(), list.end());
        for (double share : {0.0, 0.001, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(n)));
            const Duration exact = list[std::max<size_t>(rank, 1) - 1];
            const auto bucket = Histogram::bucket_of(static_cast<uint64_t>(exact.ns));
            INFO("n " << n << ", share " << share);
            const Duration middle = Histogram::midpoint(bucket);
            CHECK(h.bucket_at(h.rank_of(share)) == bucket);
            CHECK(h.quantile(share) == std::clamp(middle, list.front(), list.back()));
            if (exact.ns > 0) {
                CHECK(relative_error(static_cast<uint64_t>(exact.ns), h.quantile(share)) <=
                      0.00196);
            }
        }
    }
}

TEST_CASE("quantiles of few values are those values", "[histogram]") {
    const Histogram h = histogram_of({{30}, {10}, {20}, {20}});
    CHECK(h.total() == 4);
    CHECK(h.quantile(0.25).ns == 10);
    CHECK(h.quantile(0.26).ns == 20);
    CHECK(h.quantile(0.75).ns == 20);
    CHECK(h.quantile(0.76).ns == 30);
    CHECK(h.quantile(1).ns == 30);
}

TEST_CASE("zeros rank below everything", "[histogram]") {
    const Histogram h = histogram_of({{0}, {5}, {0}, {7}});
    CHECK(h.zeros() == 2);
    CHECK(h.quantile(0.01).ns == 0);
    CHECK(h.quantile(0.5).ns == 0);
    CHECK(h.quantile(0.51).ns == 5);
    CHECK(h.above({0}) == 2);
    CHECK(histogram_of({{0}, {0}}).quantile(1).ns == 0);
}

TEST_CASE("above counts the values in higher buckets", "[histogram]") {
    const Histogram h = histogram_of({{30}, {10}, {20}, {20}});
    CHECK(h.above({0}) == 4);
    CHECK(h.above({10}) == 3);
    CHECK(h.above({15}) == 3);
    CHECK(h.above({20}) == 1);
    CHECK(h.above({30}) == 0);
    CHECK(h.above(Duration::max()) == 0);
}

TEST_CASE("an empty histogram has nothing to say", "[histogram]") {
    const Histogram h;
    CHECK(h.total() == 0);
    CHECK(h.quantile(0.5).ns == 0);
    CHECK(h.above({0}) == 0);
    Histogram merged;
    merged.merge(h);
    CHECK(merged.total() == 0);
}

TEST_CASE("merging is adding together, in any order and partition", "[histogram]") {
    const std::vector<Duration> list = durations(2, 6000);
    const Histogram whole = histogram_of(list);
    for (size_t parts : {2u, 3u, 7u, 100u}) {
        std::vector<std::vector<Duration>> shares(parts);
        for (size_t i = 0; i < list.size(); ++i) shares[i * i % parts].push_back(list[i]);
        Histogram forwards, backwards;
        for (const auto& share : shares) forwards.merge(histogram_of(share));
        std::reverse(shares.begin(), shares.end());
        for (const auto& share : shares) backwards.merge(histogram_of(share));
        INFO(parts << " parts");
        CHECK(forwards.total() == list.size());
        CHECK(filled(forwards) == filled(whole));
        CHECK(filled(backwards) == filled(whole));
        CHECK(forwards.quantile(0.99) == whole.quantile(0.99));
    }
    Histogram twice = whole;
    twice.merge(twice);
    CHECK(twice.total() == 2 * whole.total());
    CHECK(twice.above({1'000'000}) == 2 * whole.above({1'000'000}));
}

TEST_CASE("a histogram can be rebuilt from its buckets", "[histogram]") {
    const Histogram whole = histogram_of(durations(3, 3000));
    Histogram rebuilt;
    for (const auto& [bucket, count] : filled(whole)) rebuilt.add_many(bucket, count);
    CHECK(rebuilt.total() == whole.total());
    CHECK(rebuilt.zeros() == whole.zeros());
    CHECK(filled(rebuilt) == filled(whole));
}

TEST_CASE("values of any size, in any order, are counted", "[histogram]") {
    std::vector<Duration> list;
    for (int shift = 0; shift < 63; ++shift) list.push_back({int64_t{1} << shift});
    list.push_back({INT64_MAX});
    list.push_back({0});
    const auto wanted = filled(histogram_of(list));
    CHECK(wanted.size() == 65);
    std::reverse(list.begin(), list.end());
    CHECK(filled(histogram_of(list)) == wanted);
    std::sort(list.begin(), list.end(),
              [](Duration a, Duration b) { return a.ns % 1009 < b.ns % 1009; });
    const Histogram mixed = histogram_of(list);
    CHECK(filled(mixed) == wanted);
    CHECK(mixed.quantile(1) == Histogram::midpoint(last_bucket));
    CHECK(mixed.most().ns == INT64_MAX);
}

TEST_CASE("no quantile is outside of what was observed", "[histogram]") {
    const Histogram same = histogram_of(std::vector<Duration>(50, {6'200'000}));
    for (double share : {0.0, 0.5, 0.99, 1.0}) CHECK(same.quantile(share).ns == 6'200'000);
    const Histogram two = histogram_of({{0}, {75'000'001}, {75'000'002}, {75'000'003}});
    REQUIRE(Histogram::bucket_of(75'000'001) == Histogram::bucket_of(75'000'003));
    CHECK(two.quantile(0.5) <= Duration{75'000'003});
    CHECK(two.quantile(1) <= Duration{75'000'003});
    CHECK(two.quantile(0.5) >= Duration{75'000'001});
    CHECK(two.quantile(0.25).ns == 0);
}

TEST_CASE("the smallest and the largest value are exact, however they came together",
          "[histogram]") {
    const std::vector<Duration> list = durations(4, 3000);
    std::vector<Duration> sorted = list;
    std::erase(sorted, Duration{0});
    std::sort(sorted.begin(), sorted.end());
    const auto check = [&](const Histogram& h) {
        CHECK(h.least() == sorted.front());
        CHECK(h.most() == sorted.back());
    };
    check(histogram_of(list));
    Histogram at_once;
    at_once.add_all(list.data(), list.size());
    check(at_once);
    CHECK(filled(at_once) == filled(histogram_of(list)));
    CHECK(at_once.total() == list.size());
    Histogram merged;
    for (Duration d : list) merged.merge(histogram_of({d}));
    check(merged);
    CHECK(histogram_of({{0}}).least().ns == 0);
    CHECK(histogram_of({{0}}).most().ns == 0);
}

TEST_CASE("of values known by their bucket alone, the ends are the bucket's until told",
          "[histogram]") {
    Histogram h;
    const size_t bucket = Histogram::bucket_of(1'000'000);
    h.add_many(bucket, 3);
    CHECK(h.least().ns == static_cast<int64_t>(Histogram::lower_edge(bucket)));
    CHECK(h.most().ns == static_cast<int64_t>(Histogram::upper_edge(bucket)));
    h.narrow({999'999}, {1'000'001});
    CHECK(h.least().ns == 999'999);
    CHECK(h.most().ns == 1'000'001);
    CHECK_THROWS_AS(h.narrow({999'999}, {2'000'000}), InternalError);
    CHECK_THROWS_AS(h.narrow({1'000'001}, {999'999}), InternalError);
}

TEST_CASE("memory is the range of values seen", "[histogram]") {
    Histogram h;
    h.add({INT64_MAX});
    CHECK(h.counts().size() == 1);
    Histogram hour;
    for (int64_t s = 3600; s < 7200; ++s) hour.add(testing::lasting_s(s));
    CHECK(hour.counts().size() < 600);
    hour.add({0});
    CHECK(hour.counts().size() < 600);
    CHECK(hour.zeros() == 1);
    CHECK(hour.total() == 3601);
}

}  // namespace mdisim
