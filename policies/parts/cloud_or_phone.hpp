// The common part of place policies that choose between cloud and phone: the time and the energy of
// a request in the cloud and on the phone, as the phone estimates them.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

class CloudOrPhone {
  public:
    struct Options {
        double alpha = 0.1;
        int64_t loads_serve = 1;
    };
    static std::vector<Field> fields() {
        return {field("alpha", &Options::alpha, "a: weight of the newest answer of the cloud")
                    .above(0)
                    .at_most(1),
                field("loads_serve", &Options::loads_serve,
                      "requests that are expected to share the loading of a model")
                    .at_least(1)};
    }
    explicit CloudOrPhone(const Options& options) : options_(options) {}

    void learn(const Heard& heard) {
        const double a = heard_ ? options_.alpha : 1;
        cloud_ms_ = a * heard.latency_ms + (1 - a) * cloud_ms_;
        heard_ = true;
    }
    bool heard() const { return heard_; }

    double cloud_ms() const { return cloud_ms_; }
    double phone_ms(const PlaceView& view, const ModelBelief& m) const {
        return m.mu_ms + load_ms(view, m);
    }
    // The phone's model that would answer first; of equally fast models the first one. Requires a
    // phone with models.
    const ModelBelief& fastest(const PlaceView& view) const {
        const ModelBelief* best = &view.phone_models.front();
        for (const ModelBelief& m : view.phone_models) {
            if (phone_ms(view, m) < phone_ms(view, *best)) best = &m;
        }
        return *best;
    }
    double cloud_j(const PlaceView& view) const {
        return view.power.sending_j +
               (view.power.idle_mw + view.power.online_mw) * cloud_ms_ * 1e-6;
    }
    double phone_j(const PlaceView& view, const ModelBelief& m) const {
        const PhonePower& power = view.power;
        const double run = (power.idle_mw + view.costs[m.model].power_mw) * m.mu_ms;
        const double load_mw = power.idle_mw + view.costs[m.model].load_mw;
        return (run + load_mw * load_ms(view, m)) * 1e-6;
    }
    void note(const PlaceView& view) const {
        if (view.notes == nullptr) return;
        view.notes->write("cloud, ms", cloud_ms_);
        view.notes->write("phone, ms", phone_ms(view, fastest(view)));
        view.notes->write("cloud, J", cloud_j(view));
    }

  private:
    double load_ms(const PlaceView& view, const ModelBelief& m) const {
        return view.costs[m.model].load_ms / static_cast<double>(options_.loads_serve);
    }

    Options options_;
    double cloud_ms_ = 0;
    bool heard_ = false;
};

}  // namespace mdisim
