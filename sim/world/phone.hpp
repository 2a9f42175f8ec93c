// The phone: its own models, and what computing and sending cost it.
#pragma once

#include <string>

#include "sim/world/models.hpp"

namespace mdisim {

struct Phone {
    ModelPool models;
    std::string model;            // the one it runs unless a policy picks another
    double compute_power_mw = 0;  // above idle, while a model runs on it
    double transfer_j_per_kb = 0.005;
};

const Object& describe(Tag<Phone>);

// What a phone spends, in whole picojoules.
class PhoneCosts {
  public:
    PhoneCosts() = default;
    PhoneCosts(const Phone& phone, int64_t sent_bytes)
        : power_mw_(phone.compute_power_mw),
          sending_pj_(
              round_to_integer(phone.transfer_j_per_kb * 1e9 * static_cast<double>(sent_bytes))) {}

    int64_t sending_pj() const { return sending_pj_; }
    int64_t computing_pj(Duration d) const {
        return round_to_integer(power_mw_ * static_cast<double>(d.ns));
    }

  private:
    double power_mw_ = 0;
    int64_t sending_pj_ = 0;
};

}  // namespace mdisim
