#include "sim/run/loaded_models.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

LoadedModels::LoadedModels(const ReadyPhones& phones, uint64_t seed, uint32_t replication)
    : seed_(seed), replication_(replication), models_of_each_(phones.most_own_models()) {
    const ReadyPool& models = phones.models();
    for (uint16_t m = 0; m < models.size(); ++m) loads_.push_back(models.load(m));
    if (std::all_of(loads_.begin(), loads_.end(), [](Duration d) { return d.ns == 0; })) return;
    apps_.resize(static_cast<size_t>(phones.count()));
    models_.resize(apps_.size() * models_of_each_);
}

void LoadedModels::begin(uint32_t phone, const PhoneKind& kind) {
    App& app = apps_[phone];
    const uint64_t before = app.requests++;
    if (!kind.sessions || before == 0) return;
    if (before % static_cast<uint64_t>(kind.sessions->requests) != 0) return;
    const Lanes lanes =
        random_lanes(seed_, {session_draws, 0, replication_, phone, ++app.sessions});
    if (uniform_of(lanes.lane[0]) >= kind.sessions->evicted) return;
    for (size_t m = 0; m < kind.own_models; ++m) models_[at(phone, m)] = {};
}

Duration LoadedModels::left(uint32_t phone, const PhoneKind& kind, size_t model, Time now) const {
    const ModelState& state = models_[at(phone, model)];
    if (!state.loaded) return loads_[kind.first_model + model];
    return state.ready > now ? state.ready - now : Duration{};
}

LoadedModels::Brought LoadedModels::bring_in(uint32_t phone, const PhoneKind& kind, size_t model,
                                             Time now) {
    const Duration wait = left(phone, kind, model, now);
    ModelState& state = models_[at(phone, model)];
    if (state.loaded) return {wait, {}};
    state = {true, now + wait};
    return {wait, wait};
}

}  // namespace mdisim
