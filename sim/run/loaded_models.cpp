#include "sim/run/loaded_models.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "sim/engine/random.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

LoadedModels::LoadedModels(const std::optional<Phone>& phone, int64_t phones,
                           const ReadyPool& models, uint64_t seed, uint32_t replication)
    : seed_(seed), replication_(replication) {
    if (!phone) return;
    sessions_ = phone->sessions;
    for (uint16_t m = 0; m < phone->models.list.size(); ++m) loads_.push_back(models.load(m));
    if (std::all_of(loads_.begin(), loads_.end(), [](Duration d) { return d.ns == 0; })) return;
    apps_.resize(static_cast<size_t>(phones));
    models_.resize(apps_.size() * loads_.size());
}

void LoadedModels::begin(uint32_t phone) {
    App& app = apps_[phone];
    const uint64_t before = app.requests++;
    if (!sessions_ || before == 0) return;
    if (before % static_cast<uint64_t>(sessions_->requests) != 0) return;
    const Lanes lanes =
        random_lanes(seed_, {session_draws, 0, replication_, phone, ++app.sessions});
    if (uniform_of(lanes.lane[0]) >= sessions_->evicted) return;
    for (uint16_t m = 0; m < loads_.size(); ++m) state(phone, m) = {};
}

Duration LoadedModels::left(uint32_t phone, uint16_t model, Time now) const {
    const ModelState& s = models_[phone * loads_.size() + model];
    if (!s.loaded) return loads_[model];
    return s.ready > now ? s.ready - now : Duration{};
}

LoadedModels::Brought LoadedModels::bring_in(uint32_t phone, uint16_t model, Time now) {
    const Duration wait = left(phone, model, now);
    ModelState& s = state(phone, model);
    if (s.loaded) return {wait, {}};
    s = {true, now + wait};
    return {wait, wait};
}

}  // namespace mdisim
