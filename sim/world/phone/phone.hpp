// The phone: its own models, and what computing and sending cost it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"

namespace mdisim {

// A phone's requests come in sessions of `requests`; between two the system may evict the app.
struct Sessions {
    int64_t requests = 10;
    double evicted = 1;
};

struct Phone {
    ModelPool models;
    std::string model;  // runs on the phone unless a policy picks another
    std::vector<Front> fronts;
    double compute_power_mw = 0;  // above idle, while a model runs on it
    double transfer_j_per_kb = 0.005;
    double idle_power_mw = 0;               // counted while an answer is waited for
    double online_power_mw = 0;             // above idle, while the cloud is asked
    std::optional<double> load_power_mw{};  // above idle, while a model is loaded
    double battery_wh = 0;
    bool stop_copies = false;  // when the user has the answer
    std::optional<Sessions> sessions{};
    // The gain of combined answers (sim/measure/ensemble.hpp); 0: answers are not combined.
    double ensemble_gain = 0;
};

const Object& describe(Tag<Sessions>);
const Object& describe(Tag<Phone>);

// What a phone spends, in whole picojoules.
class PhoneCosts {
  public:
    PhoneCosts() = default;
    // first: number of models that stand before those of this phone in the pool of all phones'
    // models.
    explicit PhoneCosts(const Phone& phone, size_t first = 0)
        : power_mw_(phone.compute_power_mw),
          j_per_kb_(phone.transfer_j_per_kb),
          idle_mw_(phone.idle_power_mw),
          online_mw_(phone.online_power_mw),
          load_mw_(phone.load_power_mw.value_or(phone.compute_power_mw)),
          of_models_(first) {
        for (const Model& m : phone.models.list) {
            of_models_.push_back(m.power_mw.value_or(power_mw_));
        }
        of_models_.resize(of_models_.size() + phone.fronts.size(), power_mw_);
    }

    int64_t sending_pj(int64_t bytes) const {
        return round_to_integer(j_per_kb_ * 1e9 * static_cast<double>(bytes));
    }
    double power_mw(uint16_t model) const { return of_models_[model]; }
    double idle_mw() const { return idle_mw_; }
    double online_mw() const { return online_mw_; }
    double load_mw() const { return load_mw_; }
    static int64_t pj(double power_mw, Duration d) {
        return round_to_integer(power_mw * static_cast<double>(d.ns));
    }
    int64_t computing_pj(Duration d) const { return pj(power_mw_, d); }
    int64_t computing_pj(uint16_t model, Duration d) const { return pj(of_models_[model], d); }
    // Whether waiting for an answer costs something.
    bool waiting_costs() const { return idle_mw_ > 0 || online_mw_ > 0; }

  private:
    double power_mw_ = 0;
    double j_per_kb_ = 0;
    double idle_mw_ = 0;
    double online_mw_ = 0;
    double load_mw_ = 0;
    std::vector<double> of_models_;  // by index in the pool: of own models, then of fronts
};

}  // namespace mdisim
