#include "sim/metrics/sections.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/engine/time.hpp"

namespace mdisim {
namespace {

// Values of 1, 2, ... most nanoseconds, each so often: every one has a bucket of its own.
Histogram counting_to(int64_t most, int often) {
    Histogram h;
    for (int64_t ns = 1; ns <= most; ++ns) {
        for (int i = 0; i < often; ++i) h.add({ns});
    }
    return h;
}

struct Sample {
    std::vector<Histogram> replications;
    Histogram pooled;

    explicit Sample(std::vector<Histogram> list) : replications(std::move(list)) {
        for (const Histogram& h : replications) pooled.merge(h);
    }
    Sections sections() const {
        std::vector<const Histogram*> each;
        for (const Histogram& h : replications) each.push_back(&h);
        return {each, pooled};
    }
    // By the definition: of the share of values above ns nanoseconds.
    Interval share_above(int64_t ns) const {
        std::vector<double> shares;
        uint64_t hits = 0;
        for (const Histogram& h : replications) {
            const uint64_t above = ns < 0 ? h.total() : h.above({ns});
            hits += above;
            shares.push_back(static_cast<double>(above) / static_cast<double>(h.total()));
        }
        return share_interval(shares, hits, pooled.total());
    }
};

TEST_CASE("a quantile's interval holds the values that the share beyond allows", "[sections]") {
    const Sample sample({counting_to(80, 40), counting_to(100, 30), counting_to(120, 20),
                         counting_to(90, 50), counting_to(95, 7)});
    for (double share : {0.25, 0.5, 0.75, 0.9}) {
        const double centre = sample.pooled.quantile(share).ms();
        const Interval i = sample.sections().interval(share, centre);
        int64_t low = sample.pooled.quantile(share).ns;
        int64_t high = low;
        while (sample.share_above(low - 1).low < 1 - share) --low;
        while (sample.share_above(high).high > 1 - share) ++high;
        CAPTURE(share);
        CHECK(i.mean == centre);
        CHECK(i.low == Duration{low}.ms());
        CHECK(i.high == Duration{high}.ms());
        CHECK(low < high);
    }
}

TEST_CASE("a quantile's interval ends at the smallest and the largest value", "[sections]") {
    Histogram few = counting_to(20, 50);
    Histogram zeros;
    for (int i = 0; i < 1000; ++i) zeros.add({0});
    const Sample sample({few, zeros});
    const Interval i = sample.sections().interval(0.5, 0);
    CHECK(i.low == 0);
    CHECK(i.high == Duration{20}.ms());
    const Sample nothing({zeros, zeros});
    CHECK(nothing.sections().interval(0.99, 0).high == 0);
    CHECK(nothing.sections().sufficient(0.99) == false);  // 20 beyond, of 30
    CHECK(nothing.sections().sufficient(0.95));
    const Sample one({few});
    CHECK(std::isinf(one.sections().interval(0.5, 1).half_width()));
}

TEST_CASE("the interval does not depend on how a histogram grew", "[sections]") {
    // Ragged tails, so that there is more than one place at which the share beyond may be enough.
    for (int64_t seed = 1; seed < 40; ++seed) {
        std::vector<Histogram> rising;
        std::vector<Histogram> falling;
        for (int64_t r = 0; r < 4; ++r) {
            std::vector<int64_t> values;
            for (int64_t i = 0; i < 60; ++i) {
                values.push_back(100'000 + (seed * 7919 + r * 104'729 + i * i * 611'953) % 90'000);
            }
            std::sort(values.begin(), values.end());
            rising.emplace_back();
            for (int64_t ns : values) rising.back().add({ns});
            falling.emplace_back();
            for (size_t i = values.size(); i-- > 0;) falling.back().add({values[i]});
        }
        const Interval up = Sample(rising).sections().interval(0.5, 0);
        const Interval down = Sample(falling).sections().interval(0.5, 0);
        CHECK(up.low == down.low);
        CHECK(up.high == down.high);
    }
}

TEST_CASE("what all replications have in common is certain", "[sections]") {
    Histogram same;
    for (int i = 0; i < 2000; ++i) same.add({6'200'000});
    const Sample sample({same, same, same});
    const Interval i = sample.sections().interval(0.99, 6.2);
    CHECK(i.low == 6.2);
    CHECK(i.high == 6.2);
    CHECK(sample.sections().sufficient(0.99));
}

TEST_CASE("a quantile is sufficient where 30 independent values lie beyond", "[sections]") {
    // From 201 ns on there are 11 of 1,012 on average.
    const auto with = [](int spread) {
        std::vector<Histogram> list;
        for (int r = 0; r < 10; ++r) {
            Histogram h = counting_to(100, 10);
            for (int i = 0; i < 12 + (r % 2 == 0 ? spread : -spread); ++i) h.add({200 + i});
            list.push_back(h);
        }
        return Sample(list);
    };
    // (11 / error)^2 with an error of a third of the spread: 44 for 5, 22 for 7.
    CHECK(with(5).sections().sufficient(0.99));
    CHECK_FALSE(with(7).sections().sufficient(0.99));
    CHECK(with(7).sections().sufficient(0.5));
    // Below, at the other end, it is the values at most as large that count.
    CHECK(with(7).sections().sufficient(0.05));
}

TEST_CASE("shares above a value are those of each replication", "[sections]") {
    const Sample sample({counting_to(10, 1), counting_to(20, 1)});
    CHECK(sample.sections().shares_above({0}) == std::vector<double>{1, 1});
    CHECK(sample.sections().shares_above({5}) == std::vector<double>{0.5, 0.75});
    CHECK(sample.sections().shares_above({20}) == std::vector<double>{0, 0});
}

}  // namespace
}  // namespace mdisim
