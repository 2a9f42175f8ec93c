// The laws of a scenario that were fitted to samples, and warnings of those that fit badly.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct FittedLaw {
    std::string pointer;  // where it is in the scenario
    std::string unit;     // of its values, such as "ms"; may be empty
    Empirical law;        // with its samples
};

// Collects what is fitted at any point of a sweep.
class FittedLaws {
  public:
    // Cheap if the point has the world of the point before.
    void add(const Point& point);
    const std::vector<FittedLaw>& laws() const { return laws_; }
    // All deadlines of the points that are of use for a law: none, if the law is not of a time.
    std::vector<double> deadlines_for(const FittedLaw& fitted) const;
    // A warning for each fit whose errors are beyond those that are stated in law_fit.hpp.
    std::vector<Problem> warnings() const;

  private:
    std::vector<FittedLaw> laws_;
    std::set<std::string> known_;
    std::set<double> deadlines_ms_;
    const ReadyWorld* last_ = nullptr;
};

}  // namespace mdisim
