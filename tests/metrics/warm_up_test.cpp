#include "sim/metrics/warm_up.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

double normal(uint32_t sample, size_t i) {
    const Lanes lanes = random_lanes(24, {{}, 0, 0, sample, i});
    return normal_quantile(uniform_of(lanes.lane[0]));
}

}  // namespace

TEST_CASE("MSER-5 is the least of the squared distances over the squared number", "[warm_up]") {
    for (uint32_t sample = 0; sample < 20; ++sample) {
        std::vector<double> x;
        for (size_t i = 0; i < 300; ++i)
            x.push_back(8 * std::exp(-static_cast<double>(i) / 20) + normal(sample, i));
        std::vector<double> z;
        for (size_t b = 0; b < 60; ++b) {
            double sum = 0;
            for (size_t i = 0; i < 5; ++i) sum += x[5 * b + i];
            z.push_back(sum / 5);
        }
        size_t best = 0;
        double least = std::numeric_limits<double>::infinity();
        for (size_t d = 0; d + 5 <= z.size(); ++d) {
            const auto n = static_cast<double>(z.size() - d);
            double mean = 0;
            for (size_t b = d; b < z.size(); ++b) mean += z[b] / n;
            double squares = 0;
            for (size_t b = d; b < z.size(); ++b) squares += (z[b] - mean) * (z[b] - mean);
            if (squares / n / n < least) {
                least = squares / n / n;
                best = d;
            }
        }
        INFO("sample " << sample);
        REQUIRE(best <= 30);
        CHECK(mser5(x) == std::optional<size_t>(5 * best));
        CHECK(5 * best >= 15);  // the start is far from the steady state
        CHECK(5 * best <= 150);
    }
}

TEST_CASE("a start of which nothing is measured is not apart", "[warm_up]") {
    std::vector<double> x;
    for (size_t i = 0; i < 200; ++i) x.push_back(100 + normal(77, i));
    std::vector<double> late = x;
    std::fill_n(late.begin(), 10, std::numeric_limits<double>::quiet_NaN());
    REQUIRE(mser5(x) == std::optional<size_t>(0));
    CHECK(mser5(late) == std::optional<size_t>(0));
}

TEST_CASE("MSER-5 leaves out all of a start that is apart, and no more", "[warm_up]") {
    for (size_t start : {size_t{0}, size_t{5}, size_t{35}, size_t{95}}) {
        std::vector<double> x(200, 1.0);
        for (size_t i = 0; i < start; ++i) x[i] = 100;
        CHECK(mser5(x) == std::optional<size_t>(start));
    }
    // Of a start within a batch, the batch goes.
    std::vector<double> x(200, 1.0);
    for (size_t i = 0; i < 12; ++i) x[i] = 100;
    CHECK(mser5(x) == std::optional<size_t>(15));
}

TEST_CASE("MSER-5 says when a run is too short to tell", "[warm_up]") {
    std::vector<double> growing;
    for (size_t i = 0; i < 200; ++i) growing.push_back(static_cast<double>(i));
    CHECK_FALSE(mser5(growing).has_value());
    std::vector<double> late(200, 1.0);
    for (size_t i = 0; i < 120; ++i) late[i] = 100;
    CHECK_FALSE(mser5(late).has_value());
    CHECK_THROWS_AS(mser5(std::vector<double>(49, 1.0)), InternalError);
}

TEST_CASE("MSER-5 passes over what was not measured", "[warm_up]") {
    std::vector<double> x(100, 1.0);
    for (size_t i = 0; i < 10; ++i) x[i] = 50;
    const std::optional<size_t> whole = mser5(x);
    x[3] = x[40] = x[99] = std::nan("");
    for (size_t i = 60; i < 65; ++i) x[i] = std::nan("");
    CHECK(mser5(x) == whole);
}

}  // namespace mdisim
