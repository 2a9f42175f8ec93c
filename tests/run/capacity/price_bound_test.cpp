// The price bound against the best of all schedules of tiny demands.
#include "sim/run/capacity/price_bound.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/run/capacity/demand.hpp"
#include "tests/run/capacity/tiny_demand.hpp"

namespace mdisim {
namespace {

using testing::TinyDemand;

double whole(uint128 sum) { return static_cast<double>(sum) / 4294967296.0; }

TEST_CASE("the best schedule of a tiny demand is below the price bound", "[run]") {
    std::minstd_rand draw(7);
    double gap = 0;
    double waiting = 0;  // what the bound takes from the one without waiting
    for (int round = 0; round < 600; ++round) {
        const TinyDemand tiny(draw, round % 3 == 0);
        const CorePrices free(Time{0}, Time{40}, Duration{2}, 1);
        const uint128 no_waiting = bound_at(tiny.demand, free);
        const uint128 best = tiny.best();
        const PriceBound bound = price_bound(tiny.demand, Duration{2}, 60);
        CHECK(bound.most >= best);
        CHECK(bound.most <= no_waiting);
        CHECK(bound_at(tiny.demand, bound.prices) == bound.most);
        gap += whole(bound.most - best);
        waiting += whole(no_waiting - bound.most);
    }
    CHECK(gap < 0.6 * waiting);
}

TEST_CASE("any prices give a bound", "[run]") {
    std::minstd_rand draw(11);
    for (int round = 0; round < 300; ++round) {
        const TinyDemand tiny(draw, round % 2 == 0);
        CorePrices prices(Time{0}, Time{40}, Duration{3}, 1);
        std::vector<uint64_t> list;
        for (size_t s = 0; s < prices.steps(); ++s)
            list.push_back((uint64_t{draw()} % 100)
                           << (accuracy_bits + CorePrices::price_bits - 10));
        prices.set(0, list);
        CHECK(bound_at(tiny.demand, prices) >= tiny.best());
    }
}

TEST_CASE("a request that stands alone is worth its best chance", "[run]") {
    Demand demand;
    demand.kinds = {{4, {{1, 4}}}};
    demand.uses = {{Duration{10}, 4, 1, 0}, {Duration{30}, 4, 1, 0}};
    demand.chances = {{Time{0}, Time{20}, 500, 0, true, 1, 0},
                      {Time{0}, Time{20}, 900, 1, true, 1, 1}};
    demand.requests = {{100, 0, 2}};
    CHECK(price_bound(demand, Duration{5}, 60).most == 500);  // the other takes too long
    demand.chances[1].until = Time{30};
    CHECK(price_bound(demand, Duration{5}, 60).most == 900);
    demand.requests.front().without = 950;
    CHECK(price_bound(demand, Duration{5}, 60).most == 950);
}

TEST_CASE("two requests at once on one server: the bound finds the one that has to give way",
          "[run]") {
    Demand demand;
    demand.kinds = {{1, {{1, 1}}}};
    const uint64_t half = uint64_t{1} << (accuracy_bits - 1);
    demand.uses = {{Duration{100}, 1, 1, 0}};
    demand.chances = {{Time{0}, Time{100}, half, 0, true, 1, 0},
                      {Time{0}, Time{100}, half, 0, true, 1, 0}};
    demand.requests = {{0, 0, 1}, {0, 1, 1}};
    CHECK(whole(price_bound(demand, Duration{100}, 200).most) == Approx(0.5).epsilon(0.02));
}

}  // namespace
}  // namespace mdisim
