// A bound of what the requests of a demand can be worth together, whatever is decided: the dual of
// sharing the cores out.
//
// For any prices of cores, a request that pays for what it uses is worth at most
//     v = max(v_0, A(m) - the least price of a use of cores by m)
// with v_0 what it can have without the servers; and the cores, used or not, cost at most their
// number times their price, over all time. The sum of both is a bound of the sum of accuracies. It
// is computed in whole numbers, rounded upwards. Which prices are tried decides how tight it is,
// never whether it holds: they start from those of a fluid, and a fixed number of rounds of a
// subgradient method makes them better.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/capacity/core_prices.hpp"
#include "sim/run/capacity/demand.hpp"

namespace mdisim {

struct PriceBound {
    uint128 most = 0;   // of the sum of accuracies, in their units
    CorePrices prices;  // those that give it
};

// The bound at these prices. used: if not null, what the requests would use, in cores times
// nanoseconds, by kind and step.
uint128 bound_at(const Demand& demand, const CorePrices& prices,
                 std::vector<std::vector<int64_t>>* used = nullptr);

// step: of the prices; it is longer where there would be too many.
PriceBound price_bound(const Demand& demand, Duration step, int64_t rounds);

}  // namespace mdisim
