// Moments, said in milliseconds, and lengths of time, in seconds.
#pragma once

#include <concepts>
#include <cstdint>

#include "sim/engine/time.hpp"

namespace mdisim::testing {

inline Time at_ms(double ms) { return Time{} + Duration::from_ms(ms); }
inline Time at_ms(std::integral auto ms) { return at_ms(static_cast<double>(ms)); }

constexpr Duration lasting_s(int64_t s) { return {s * 1'000'000'000}; }

}  // namespace mdisim::testing
