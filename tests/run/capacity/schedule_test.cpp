#include "sim/run/capacity/schedule.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <random>

#include "sim/engine/time.hpp"
#include "sim/run/capacity/demand.hpp"
#include "sim/run/capacity/price_bound.hpp"
#include "tests/run/capacity/tiny_demand.hpp"

namespace mdisim {
namespace {

TEST_CASE("no schedule with foresight is above the best one", "[run]") {
    std::minstd_rand draw(13);
    double reached = 0;
    double best = 0;
    for (int round = 0; round < 400; ++round) {
        const testing::TinyDemand tiny(draw, round % 3 == 0);
        const PriceBound bound = price_bound(tiny.demand, Duration{2}, 60);
        const uint128 schedule = foreseen(tiny.demand, bound.prices);
        CHECK(schedule <= tiny.best());
        reached += static_cast<double>(schedule);
        best += static_cast<double>(tiny.best());
    }
    CHECK(reached > 0.9 * best);
}

TEST_CASE("prices know when to save: a fast model now leaves room for what comes", "[run]") {
    Demand demand;
    demand.kinds = {{1, {{1, 1}}}};
    const uint64_t one = uint64_t{1} << accuracy_bits;
    demand.uses = {{Duration{60}, 1, 1, 0}, {Duration{100}, 1, 1, 0}};
    // The second request comes at 10 and has to run for 60 by 120.
    demand.chances = {{Time{0}, Time{100}, one / 10 * 9, 1, true, 1, 1},
                      {Time{0}, Time{100}, one / 10 * 8, 0, true, 1, 0},
                      {Time{10}, Time{120}, one / 10 * 8, 0, true, 1, 0}};
    demand.requests = {{0, 0, 2}, {0, 2, 1}};
    const PriceBound bound = price_bound(demand, Duration{60}, 200);
    CHECK(static_cast<double>(foreseen(demand, bound.prices)) / static_cast<double>(one) ==
          Approx(1.6));
    demand.schedulable = false;
    CHECK(foreseen(demand, bound.prices) == 0);
}

TEST_CASE("a model that has to be loaded is not part of a schedule", "[run]") {
    Demand demand;
    demand.kinds = {{1, {{1, 1}}}};
    demand.uses = {{Duration{60}, 1, 1, 0}};
    demand.chances = {{Time{0}, Time{100}, 1000, 0, false, 1, 0}};
    demand.requests = {{0, 0, 1}};
    const CorePrices free(Time{0}, Time{100}, Duration{10}, 1);
    CHECK(foreseen(demand, free) == 0);
    demand.chances.front().loaded = true;
    CHECK(foreseen(demand, free) == 999);
}

}  // namespace
}  // namespace mdisim
