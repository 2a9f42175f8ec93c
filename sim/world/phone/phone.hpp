// The phone: its own models, and what computing and sending cost it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/phone_uses.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/phone/front.hpp"
#include "sim/world/phone/library.hpp"

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
    std::vector<Library> libraries{};
    std::optional<StageUse> idle_use{};
    std::optional<StageUse> shrink_use{};
    std::optional<StageUse> online_use{};
    std::vector<Garbage> garbage{};
    // The gain of combined answers (sim/measure/ensemble.hpp); 0: answers are not combined.
    double ensemble_gain = 0;

    // Whether it is known what the phone uses besides energy.
    bool knows_uses() const {
        return !libraries.empty() || idle_use || shrink_use || online_use || !garbage.empty();
    }
};

const Object& describe(Tag<Sessions>);
const Object& describe(Tag<Phone>);

// What a phone spends, in whole picojoules.
class PhoneCosts {
  public:
    PhoneCosts() = default;
    // first: number of models that stand before those of this phone in the pool of all phones'
    // models.
    explicit PhoneCosts(const Phone& phone, size_t first = 0);

    int64_t sending_pj(int64_t bytes) const {
        return round_to_integer(j_per_kb_ * 1e9 * static_cast<double>(bytes));
    }
    // The mean power of a run of a model that takes this long.
    double power_mw(uint16_t model, double run_ms) const;
    double idle_mw() const { return idle_mw_; }
    double online_mw() const { return online_mw_; }
    double load_mw(uint16_t model) const { return of_models_[model].load_mw; }
    double rescale_mw(uint16_t model) const { return of_models_[model].rescale_mw; }
    double compute_mw(uint16_t model) const { return of_models_[model].compute_mw; }
    static int64_t pj(double power_mw, Duration d) {
        return round_to_integer(power_mw * static_cast<double>(d.ns));
    }
    int64_t computing_pj(Duration d) const { return pj(power_mw_, d); }
    int64_t computing_pj(uint16_t model, Duration d) const {
        return pj(of_models_[model].compute_mw, d);
    }
    // The energy of a run of a request's model, in which a picture may be rescaled first.
    int64_t running_pj(const Outcome& request, Duration run) const {
        if (request.phone_rescale.ns == 0) return computing_pj(request.phone_model, run);
        const Duration rescale = std::min(run, request.phone_rescale);
        return pj(of_models_[request.phone_model].rescale_mw, rescale) +
               computing_pj(request.phone_model, run - rescale);
    }
    Duration rescaling(uint16_t model) const { return of_models_[model].rescaling; }
    bool rescale() const { return rescale_; }  // whether any model does
    // Whether waiting for an answer costs something.
    bool waiting_costs() const { return idle_mw_ > 0 || online_mw_ > 0; }

  private:
    double power_mw_ = 0;
    double j_per_kb_ = 0;
    double idle_mw_ = 0;
    double online_mw_ = 0;
    bool rescale_ = false;
    struct OfModel {
        double compute_mw = 0;
        double load_mw = 0;
        double rescale_mw = 0;
        Duration rescaling{};
    };
    std::vector<OfModel> of_models_;  // by index in the pool: of own models, then of fronts
};

// What the stages of a phone use. Requires the costs of this phone alone. shrink_mw: the power
// above idle while it shrinks a picture.
PhoneUses uses_of(const Phone& phone, const PhoneCosts& costs, double shrink_mw);

}  // namespace mdisim
