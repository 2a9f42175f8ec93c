#include "sim/run/capacity/core_prices.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/describe/check.hpp"

namespace mdisim {

CorePrices::CorePrices(Time from, Time until, Duration step, size_t kinds)
    : from_(from), step_ns_(step.ns), steps_(step_of(until) + 1), by_kind_(kinds) {
    for (size_t kind = 0; kind < kinds; ++kind) set(kind, std::vector<uint64_t>(steps_));
}

void CorePrices::set(size_t kind, const std::vector<uint64_t>& prices) {
    ensure(prices.size() == steps_, "a price for each step");
    Steps& steps = by_kind_[kind];
    steps.price = prices;
    steps.sum.assign(steps_, 0);
    steps.whole = 0;
    uint64_t sum = 0;
    for (size_t s = 0; s < steps_; ++s) {
        steps.sum[s] = sum;
        sum += prices[s] * static_cast<uint64_t>(step_ns_);
        steps.whole += uint128{prices[s]} * static_cast<uint64_t>(step_ns_);
    }
}

uint64_t CorePrices::lowest(size_t kind, Time from, Time until) const {
    const std::vector<uint64_t>& price = by_kind_[kind].price;
    const auto first = price.begin() + static_cast<std::ptrdiff_t>(step_of(from));
    const auto last = price.begin() + static_cast<std::ptrdiff_t>(step_of(until));
    return *std::min_element(first, last + 1);
}

// The price of a window is a piecewise linear function of its begin, which bends only where one of
// its ends passes from one step to the next. So the least is at a bend, or at an end.
CorePrices::Window CorePrices::cheapest(size_t kind, Time from, Time until, Duration length) const {
    Window best{between(kind, from, from + length), from};
    const auto try_begin = [&](Time begin) {
        const uint64_t price = between(kind, begin, begin + length);
        if (price < best.price) best = {price, begin};
    };
    const Time last = until + Duration{-length.ns};
    try_begin(last);
    for (Time edge = begin_of(step_of(from) + 1); edge <= last; edge += step()) try_begin(edge);
    for (Time edge = begin_of(step_of(from + length) + 1); edge <= until; edge += step())
        try_begin(edge + Duration{-length.ns});
    return best;
}

}  // namespace mdisim
