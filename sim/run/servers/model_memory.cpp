#include "sim/run/servers/model_memory.hpp"

#include <cstdint>

#include "sim/describe/check.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {

ModelMemory::ModelMemory(const Servers& servers, const ReadyPool& models)
    : limited_(servers.memory_mb.has_value()), free_mb_(servers.memory_mb.value_or(0)) {
    if (!limited_) return;
    for (uint16_t m = 0; m < models.size(); ++m) {
        models_.push_back({false, models.memory_mb(m), models.load(m), {}, {}});
    }
    for (uint16_t m : models.by_accuracy()) {
        if (models_[m].mb > free_mb_) continue;
        models_[m].loaded = true;
        free_mb_ -= models_[m].mb;
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
