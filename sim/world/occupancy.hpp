// The time that passes at the servers, and Little's law on the path: the area under the number of
// requests there is the sum of their stays, to the nanosecond.
#pragma once

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

class Occupancy {
  public:
    // With so many there meanwhile; the nanoseconds that passed.
    uint64_t move_to(Time now, uint64_t present) {
        ensure(now >= now_, "an event from the past");
        const auto passed = static_cast<uint64_t>((now - now_).ns);
        area_ += static_cast<uint128>(passed) * present;
        now_ = now;
        return passed;
    }
    void stayed(Duration stay) { stays_ += static_cast<uint64_t>(stay.ns); }
    void check() const { ensure(area_ == stays_, "Little's law does not hold on the path"); }

  private:
    Time now_;
    uint128 area_ = 0;
    uint128 stays_ = 0;
};

}  // namespace mdisim
