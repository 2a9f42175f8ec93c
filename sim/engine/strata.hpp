// Strata: the interval (0, 1) in n equal parts, of which each of n requests draws from its own, in
// an order that a key shuffles. The mean of a function of one such draw varies far less than that
// of independent draws, and is as unbiased: each draw alone is uniform.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "sim/engine/random.hpp"

namespace mdisim {

inline constexpr Purpose strata_draws{24};  // of the keys that shuffle strata (a world's purpose)

class Strata {
  public:
    // The strata of one lane of a purpose. Requires 0 < n < index_limit.
    Strata(uint64_t n, uint64_t seed, const Address& of, uint32_t lane);

    // The stratum of a request: each request below n has another.
    uint64_t of(uint64_t index) const;
    // Moves the uniforms of the requests from `first` on into their strata. They stay on the
    // lattice of uniform_of(), which has room for far more strata than a run has requests.
    void move(std::span<double> uniforms, uint64_t first) const;

  private:
    uint64_t shuffled(uint64_t index) const;

    static constexpr size_t rounds = 6;
    uint64_t n_;
    uint64_t width_;   // a request's index is row * width + column
    uint64_t height_;  // width * height is n or little more
    std::array<uint64_t, rounds> keys_{};
};

}  // namespace mdisim
