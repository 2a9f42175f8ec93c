// Prices of the servers' cores over time: for each kind of server a price of one core for one
// nanosecond, constant over steps. All in whole numbers, so that sums are exact.
//
// A price is in units of accuracy (demand.hpp) with price_bits more binary places.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

class CorePrices {
  public:
    static constexpr int price_bits = 20;

    // The time in which cores cost least, and what one core costs in it.
    struct Window {
        uint64_t price = 0;
        Time begin;
    };

    // Prices of zero. Requires step > 0. Every time below is in [from, until].
    CorePrices(Time from, Time until, Duration step, size_t kinds);

    size_t kinds() const { return by_kind_.size(); }
    size_t steps() const { return steps_; }
    Duration step() const { return {step_ns_}; }
    size_t step_of(Time time) const { return static_cast<size_t>((time - from_).ns / step_ns_); }
    Time begin_of(size_t step) const {
        return from_ + Duration{static_cast<int64_t>(step) * step_ns_};
    }
    // Sets the prices of a kind, step by step. Requires that the price of no window that is asked
    // for reaches 2^64.
    void set(size_t kind, const std::vector<uint64_t>& prices);

    // What one core costs from one time to another.
    uint64_t between(size_t kind, Time begin, Time end) const {
        return by_kind_[kind].until(end, *this) - by_kind_[kind].until(begin, *this);
    }
    // The lowest price of a step that the interval touches.
    uint64_t lowest(size_t kind, Time from, Time until) const;
    // The cheapest window of this length. Requires that it fits between the two times.
    Window cheapest(size_t kind, Time from, Time until, Duration length) const;
    // What one core of a kind costs over all time.
    uint128 whole(size_t kind) const { return by_kind_[kind].whole; }

  private:
    struct Steps {
        std::vector<uint64_t> price;
        std::vector<uint64_t> sum;  // of the prices of all earlier steps, modulo 2^64
        uint128 whole = 0;

        uint64_t until(Time time, const CorePrices& in) const {
            const size_t step = in.step_of(time);
            return sum[step] + price[step] * static_cast<uint64_t>((time - in.begin_of(step)).ns);
        }
    };

    Time from_;
    int64_t step_ns_;
    size_t steps_;
    std::vector<Steps> by_kind_;
};

}  // namespace mdisim
