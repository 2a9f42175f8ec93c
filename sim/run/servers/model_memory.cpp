#include "sim/run/servers/model_memory.hpp"

#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

std::vector<bool> models_at_start(const Servers& servers, const ReadyPool& models) {
    if (!servers.memory_mb) return std::vector<bool>(models.size(), true);
    std::vector<bool> there(models.size());
    double free_mb = *servers.memory_mb;
    for (const uint16_t m : models.by_accuracy()) {
        there[m] = models.memory_mb(m) <= free_mb;
        if (there[m]) free_mb -= models.memory_mb(m);
    }
    return there;
}

ModelMemory::ModelMemory(const Servers& servers, const ReadyPool& models)
    : limited_(servers.memory_mb.has_value()), free_mb_(servers.memory_mb.value_or(0)) {
    if (!limited_) return;
    const std::vector<bool> there = models_at_start(servers, models);
    for (uint16_t m = 0; m < models.size(); ++m) {
        models_.push_back({there[m], models.memory_mb(m), models.load(m), {}, {}});
        if (there[m]) free_mb_ -= models_[m].mb;
    }
}

Duration ModelMemory::load(uint16_t model, Time now) {
    ModelState& wanted = models_[model];
    if (!wanted.loaded) {
        make_room(wanted.mb);
        free_mb_ -= wanted.mb;
        wanted.loaded = true;
        wanted.ready = now + wanted.load;
    }
    wanted.used = now;
    return wanted.ready > now ? wanted.ready - now : Duration{};
}

void ModelMemory::make_room(double mb) {
    while (free_mb_ < mb) {
        ModelState* oldest = nullptr;
        for (ModelState& state : models_) {
            if (state.loaded && (oldest == nullptr || state.used < oldest->used)) oldest = &state;
        }
        ensure(oldest != nullptr, "a model that no memory holds");
        oldest->loaded = false;
        free_mb_ += oldest->mb;
    }
}

}  // namespace mdisim
