// The common part of place policies that run a model on the phone: the choice of the model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/describe/field.hpp"

namespace mdisim {

enum class PhoneModel { usual, best_in_time };

inline const std::vector<std::string>& names_of(Tag<PhoneModel>) {
    static const std::vector<std::string> names = {"usual", "best_in_time"};
    return names;
}

constexpr auto phone_model_doc =
    "which model the phone runs: the scenario's phone.model (usual), or the most accurate with mu "
    "+ sigma <= T_sla (best_in_time)";

// The index of the model that a phone runs. best_in_time takes, of equally accurate models, the one
// with the least mu; if none is in time, the one with the least mu of all. Requires a phone with
// models.
inline uint16_t phone_model(const PlaceView& view, PhoneModel which) {
    if (which == PhoneModel::usual) return view.usual_model;
    const ModelBelief* best = nullptr;
    const ModelBelief* fastest = &view.phone_models.front();
    for (const ModelBelief& m : view.phone_models) {
        if (m.mu_ms < fastest->mu_ms) fastest = &m;
        if (m.mu_ms + m.sigma_ms > view.sla_ms) continue;
        const bool better = best == nullptr || m.accuracy > best->accuracy ||
                            (m.accuracy == best->accuracy && m.mu_ms < best->mu_ms);
        if (better) best = &m;
    }
    return best != nullptr ? best->model : fastest->model;
}

}  // namespace mdisim
