// Strata: the draws of many requests, so spread that far fewer of them are enough. Of 2^m requests
// each has a draw of its own in every one of 2^m equal parts of (0, 1), and of two dimensions that
// stand for a request's network and execution, also in every rectangle of that area which halving
// makes. Means vary far less than those of independent draws, and are as unbiased: each draw alone
// is uniform.
//
// These are Sobol's points, scrambled as Owen does it: every half, quarter and so on of a dimension
// is exchanged with its neighbour or not, by a bit that a key draws. Keys differ by replication, so
// replications are independent of each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/engine/random.hpp"

namespace mdisim {

inline constexpr Purpose strata_draws{24};  // of the keys, by dimension (a world's purpose)

class Strata {
  public:
    static constexpr size_t dimensions = 14;
    // The number of strata of a dimension is 2^bits. More requests share strata.
    static constexpr size_t bits = 30;

    // Requires dimension < dimensions.
    Strata(size_t dimension, uint64_t seed, uint32_t replication, uint32_t source);

    // The stratum of a request. Its highest bits are those of as few strata as there are requests.
    uint64_t of(uint64_t index) const;
    // Moves the uniforms of the requests from `first` on into their strata.
    void move(std::span<double> uniforms, uint64_t first) const;

  private:
    uint64_t scrambled(uint64_t stratum) const;

    uint64_t key_;
    uint64_t directions_[bits] = {};  // what each bit of an index adds to its stratum
};

}  // namespace mdisim
