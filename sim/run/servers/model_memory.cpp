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
        models_[m].there = true;
        free_mb_ -= models_[m].mb;
    }
}

Duration ModelMemory::load(uint16_t model, Time now) {
    Held& wanted = models_[model];
    if (!wanted.there) {
        make_room(wanted.mb);
        free_mb_ -= wanted.mb;
        wanted.there = true;
        wanted.ready = now + wanted.load;
    }
    wanted.used = now;
    return wanted.ready > now ? wanted.ready - now : Duration{};
}

void ModelMemory::make_room(double mb) {
    while (free_mb_ < mb) {
        Held* oldest = nullptr;
        for (Held& held : models_) {
            if (held.there && (oldest == nullptr || held.used < oldest->used)) oldest = &held;
        }
        ensure(oldest != nullptr, "a model that no memory holds");
        oldest->there = false;
        free_mb_ += oldest->mb;
    }
}

}  // namespace mdisim
