// Tallies as bytes, for the store and for messages between hosts. The bytes are exact and the same
// on every machine.
#pragma once

#include <string>
#include <string_view>

#include "sim/measure/tally.hpp"

namespace mdisim {

// The number of the format. It is part of every stored cell's key and must grow with every change
// of what a tally holds.
inline constexpr int result_schema = 8;

std::string to_bytes(const Tally& tally);
// Throws std::runtime_error if the bytes are not a tally.
Tally tally_from_bytes(std::string_view bytes);

}  // namespace mdisim
