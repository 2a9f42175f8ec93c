// Moments, said in milliseconds.
#pragma once

#include <concepts>

#include "sim/engine/time.hpp"

namespace mdisim::testing {

inline Time at_ms(double ms) { return Time{} + Duration::from_ms(ms); }
inline Time at_ms(std::integral auto ms) { return at_ms(static_cast<double>(ms)); }

}  // namespace mdisim::testing
