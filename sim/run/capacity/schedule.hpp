// A schedule that knows all requests to come: what decisions can reach at least.
#pragma once

#include "sim/engine/digest.hpp"
#include "sim/run/capacity/core_prices.hpp"
#include "sim/run/capacity/demand.hpp"

namespace mdisim {

// The sum of accuracies of the best of several schedules, in their units, rounded downwards; 0 if
// the demand cannot be scheduled.
//
// Contract: each schedule is one that these servers can run. Requests run alone, as one kind is
// arranged all the time, on models that are in memory from the beginning. Those that have come are
// served by their deadlines, the earliest first, each by what is worth most beyond the price of its
// cores; so the prices, which know what is to come, say when to save. A request that is not worth
// its price is left to the phone or not answered. What remains of the time of a server's requests
// is then used for more accurate models.
uint128 foreseen(const Demand& demand, const CorePrices& prices);

}  // namespace mdisim
