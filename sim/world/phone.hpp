// The phone: its own models, and what computing and sending cost it.
#pragma once

#include <string>

#include "sim/world/front.hpp"

namespace mdisim {

struct Phone {
    ModelPool models;
    std::string model;  // the one it runs unless a policy picks another
    std::vector<Front> fronts;
    double compute_power_mw = 0;  // above idle, while a model runs on it
    double transfer_j_per_kb = 0.005;
    // Of answers combined (sim/measure/ensemble.hpp); 0: the more accurate one is used alone.
    double ensemble_gain = 0;
};

const Object& describe(Tag<Phone>);

// What a phone spends, in whole picojoules.
class PhoneCosts {
  public:
    PhoneCosts() = default;
    explicit PhoneCosts(const Phone& phone)
        : power_mw_(phone.compute_power_mw), j_per_kb_(phone.transfer_j_per_kb) {}

    int64_t sending_pj(int64_t bytes) const {
        return round_to_integer(j_per_kb_ * 1e9 * static_cast<double>(bytes));
    }
    double power_mw() const { return power_mw_; }
    int64_t computing_pj(Duration d) const {
        return round_to_integer(power_mw_ * static_cast<double>(d.ns));
    }

  private:
    double power_mw_ = 0;
    double j_per_kb_ = 0;
};

}  // namespace mdisim
