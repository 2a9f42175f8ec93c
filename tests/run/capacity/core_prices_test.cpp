#include "sim/run/capacity/core_prices.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <vector>

#include "sim/engine/time.hpp"

namespace mdisim {
namespace {

TEST_CASE("what a core costs is the sum over nanoseconds", "[run]") {
    CorePrices prices(Time{100}, Time{131}, Duration{10}, 2);
    REQUIRE(prices.steps() == 4);
    prices.set(1, {3, 0, 5, 1});
    CHECK(prices.between(1, Time{100}, Time{110}) == 30);
    CHECK(prices.between(1, Time{107}, Time{122}) == 9 + 10);
    CHECK(prices.whole(1) == 90);
    CHECK(prices.whole(0) == 0);
    CHECK(prices.lowest(1, Time{100}, Time{109}) == 3);
    CHECK(prices.lowest(1, Time{105}, Time{112}) == 0);
}

TEST_CASE("the cheapest window is that of all begins", "[run]") {
    std::minstd_rand draw(5);
    for (int round = 0; round < 300; ++round) {
        CorePrices prices(Time{0}, Time{59}, Duration{1 + static_cast<int64_t>(draw() % 9)}, 1);
        std::vector<uint64_t> list;
        for (size_t s = 0; s < prices.steps(); ++s) list.push_back(draw() % 7);
        prices.set(0, list);
        const Time from{static_cast<int64_t>(draw() % 30)};
        const Time until{from.ns + static_cast<int64_t>(draw() % 30)};
        const Duration length{
            static_cast<int64_t>(draw() % static_cast<uint64_t>(until.ns - from.ns + 1))};
        uint64_t least = UINT64_MAX;
        for (Time begin = from; begin + length <= until; begin.ns += 1)
            least = std::min(least, prices.between(0, begin, begin + length));
        const CorePrices::Window window = prices.cheapest(0, from, until, length);
        CHECK(window.price == least);
        CHECK(prices.between(0, window.begin, window.begin + length) == least);
        CHECK(window.begin >= from);
        CHECK(window.begin + length <= until);
    }
}

}  // namespace
}  // namespace mdisim
