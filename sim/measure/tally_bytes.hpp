// Tallies as bytes, for the store and for messages between hosts. The bytes are exact and the same
// on every machine.
#pragma once

#include <string>
#include <string_view>

#include "sim/measure/tally.hpp"

namespace mdisim {

// The bytes are those of this program's tallies: what is stored has a digest of its sources in its
// key.
std::string to_bytes(const Tally& tally);
// Throws std::runtime_error if the bytes are not a tally.
Tally tally_from_bytes(std::string_view bytes);

}  // namespace mdisim
