// Tallies as bytes, for the store and for messages: small, exact, the same on every machine.
#pragma once

#include <string>
#include <string_view>

#include "sim/measure/tally.hpp"

namespace mdisim {

// Grows with every change of what a tally holds; part of every stored cell's key.
inline constexpr int result_schema = 8;

std::string to_bytes(const Tally& tally);
// Throws std::runtime_error on bytes that are no tally.
Tally tally_from_bytes(std::string_view bytes);

}  // namespace mdisim
