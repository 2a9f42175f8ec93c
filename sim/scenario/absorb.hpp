// Described structs into a digest, by their field tables: equal structs give equal digests, and
// every field counts, defaults included, but those that stand aside. This is what worlds and
// results are told apart by.
#pragma once

#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

void absorb(Hasher& hasher, const Slot& slot);
void absorb_object(Hasher& hasher, const Object& table, const void* object);

}  // namespace mdisim
