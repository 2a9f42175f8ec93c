// A check of Little's law on a run: the integral of the number of requests at the servers is the
// sum of their stays, to the nanosecond.
#pragma once

#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

class Occupancy {
  public:
    // Adds a time in which `present` requests are at the servers.
    void pass(uint128 nanoseconds, uint64_t present) { area_ += nanoseconds * present; }
    void stayed(Duration stay) { stays_ += static_cast<uint64_t>(stay.ns); }
    void check() const { ensure(area_ == stays_, "Little's law does not hold on the path"); }

  private:
    uint128 area_ = 0;
    uint128 stays_ = 0;
};

}  // namespace mdisim
