// Puts described structs into a digest, by their field tables. Equal structs give equal digests.
// Every field counts, defaults included, except fields that are marked aside(). Worlds and results
// are told apart by these digests.
#pragma once

#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

void absorb(Hasher& hasher, const Slot& slot);
void absorb_object(Hasher& hasher, const Object& table, const void* object);

}  // namespace mdisim
