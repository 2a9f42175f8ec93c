#include "sim/scenario/absorb.hpp"

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace mdisim {
namespace {

void take(Hasher& hasher, const double* x) { hasher.absorb(std::bit_cast<uint64_t>(*x + 0.0)); }
void take(Hasher& hasher, const int64_t* x) { hasher.absorb(*x); }
void take(Hasher& hasher, const bool* x) { hasher.absorb(uint64_t{*x}); }
void take(Hasher& hasher, const std::string* x) { hasher.absorb(std::string_view(*x)); }
void take(Hasher& hasher, const ChoiceSlot& choice) {
    hasher.absorb(std::string_view((*choice.names)[choice.get()]));
}
void take(Hasher& hasher, const ObjectSlot& slot) {
    absorb_object(hasher, *slot.table, slot.object);
}

void take(Hasher& hasher, const OptionalSlot& slot) {
    hasher.absorb(uint64_t{slot.present()});
    if (slot.present()) absorb(hasher, slot.fill());
}

void take(Hasher& hasher, const ListSlot& list) {
    hasher.absorb(uint64_t{list.size()});
    for (size_t i = 0; i < list.size(); ++i) absorb(hasher, list.at(i));
}

void take(Hasher& hasher, const OneOfSlot& slot) {
    for (const Alternative& alternative : slot.table->kinds) {
        const void* held = alternative.held(slot.object);
        if (held == nullptr) continue;
        hasher.absorb(std::string_view(alternative.name));
        absorb_object(hasher, alternative.table, held);
    }
}

}  // namespace

void absorb(Hasher& hasher, const Slot& slot) {
    hasher.absorb(uint64_t{slot.index()});
    std::visit([&](const auto& kind) { take(hasher, kind); }, slot.kind());
}

void absorb_object(Hasher& hasher, const Object& table, const void* object) {
    for (const Field& f : table.fields) {
        if (f.is_aside) continue;
        hasher.absorb(std::string_view(f.name));
        absorb(hasher, f.slot(const_cast<void*>(object)));
    }
}

}  // namespace mdisim
