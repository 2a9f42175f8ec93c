#include "sim/engine/strata.hpp"

#include <cmath>

#include "sim/engine/digest.hpp"

namespace mdisim {
namespace {

// A number below `limit` that a key draws from a number.
uint64_t drawn_below(uint64_t limit, uint64_t x, uint64_t key) {
    uint64_t h = (x ^ key) * 0x9FB21C651E98DF25u;
    h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    return static_cast<uint64_t>(static_cast<uint128>(h) * limit >> 64);
}

uint64_t sum_below(uint64_t limit, uint64_t a, uint64_t b) {
    const uint64_t sum = a + b;
    return sum < limit ? sum : sum - limit;
}

// The least number whose square is n or more.
uint64_t side_of(uint64_t n) {
    auto side = static_cast<uint64_t>(std::sqrt(static_cast<double>(n)));
    while (side * side < n) ++side;
    while (side > 1 && (side - 1) * (side - 1) >= n) --side;
    return side;
}

}  // namespace

Strata::Strata(uint64_t n, uint64_t seed, const Address& of, uint32_t lane)
    : n_(n), width_(side_of(n)), height_((n + width_ - 1) / width_) {
    // Blocks of a purpose's keys are told apart by the purpose and the lane.
    const uint32_t block = static_cast<uint32_t>(of.purpose) * 2 + lane;
    for (size_t round = 0; round < rounds; round += 2) {
        const Lanes lanes =
            random_lanes(seed, {strata_draws, block, of.replication, of.source, round / 2});
        keys_[round] = lanes.lane[0];
        keys_[round + 1] = lanes.lane[1];
    }
}

// A Feistel network on rows and columns, by sums in place of bits, so that any n will do.
uint64_t Strata::shuffled(uint64_t index) const {
    uint64_t row = index / width_;
    uint64_t column = index % width_;
    for (size_t round = 0; round < rounds; round += 2) {
        row = sum_below(height_, row, drawn_below(height_, column, keys_[round]));
        column = sum_below(width_, column, drawn_below(width_, row, keys_[round + 1]));
    }
    return row * width_ + column;
}

// The few places beyond n are passed over, which keeps the order a permutation.
uint64_t Strata::of(uint64_t index) const {
    uint64_t place = shuffled(index);
    while (place >= n_) place = shuffled(place);
    return place;
}

void Strata::move(std::span<double> uniforms, uint64_t first) const {
    const auto strata = static_cast<double>(n_);
    for (double& u : uniforms) {
        const double moved = (static_cast<double>(of(first++)) + u) / strata;
        const auto step = static_cast<uint64_t>(moved * 0x1p52);
        constexpr uint64_t last = (uint64_t{1} << 52) - 1;
        u = (static_cast<double>(step < last ? step : last) + 0.5) * 0x1p-52;
    }
}

}  // namespace mdisim
