// The time that passes at the servers, and Little's law on the path: the area under the number of
// requests there is the sum of their stays, to the nanosecond.
#pragma once

#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

class Occupancy {
  public:
    // So many nanoseconds, with so many there meanwhile.
    void pass(uint128 nanoseconds, uint64_t present) { area_ += nanoseconds * present; }
    void stayed(Duration stay) { stays_ += static_cast<uint64_t>(stay.ns); }
    void check() const { ensure(area_ == stays_, "Little's law does not hold on the path"); }

  private:
    uint128 area_ = 0;
    uint128 stays_ = 0;
};

}  // namespace mdisim
