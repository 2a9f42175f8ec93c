#include "sim/engine/strata.hpp"

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

// A primitive polynomial over bits: its degree, its coefficients between the first and the last as
// bits, and the first direction numbers that S. Joe and F. Y. Kuo chose for it ("Constructing Sobol
// sequences with better two-dimensional projections", 2008). The first dimension needs none.
struct Polynomial {
    size_t degree;
    uint64_t coefficients;
    uint64_t first[6];
};
constexpr Polynomial polynomials[Strata::dimensions - 1] = {{1, 0, {1}},
                                                            {2, 1, {1, 3}},
                                                            {3, 1, {1, 3, 1}},
                                                            {3, 2, {1, 1, 1}},
                                                            {4, 1, {1, 1, 3, 3}},
                                                            {4, 4, {1, 3, 5, 13}},
                                                            {5, 2, {1, 1, 5, 5, 17}},
                                                            {5, 4, {1, 1, 5, 5, 5}},
                                                            {5, 7, {1, 1, 7, 11, 19}},
                                                            {5, 11, {1, 1, 5, 1, 1}},
                                                            {5, 13, {1, 1, 1, 3, 11}},
                                                            {5, 14, {1, 3, 5, 5, 31}},
                                                            {6, 1, {1, 3, 3, 9, 7, 49}}};

// The direction number of bit k: an odd number below 2^(k+1). Earlier ones stand in `numbers`.
uint64_t direction(const Polynomial& p, size_t k, const uint64_t* numbers) {
    if (k < p.degree) return p.first[k];
    uint64_t number = numbers[k - p.degree] ^ numbers[k - p.degree] << p.degree;
    for (size_t i = 1; i < p.degree; ++i) {
        if (p.coefficients >> (p.degree - 1 - i) & 1) number ^= numbers[k - i] << i;
    }
    return number;
}

// Bits that a key draws for a part of a dimension: 63 of them say of the part, of its halves, and
// so on down to its sixty-fourths, whether the halves of each are exchanged. Parts are numbered as
// in a heap: 1 is all of a dimension, 2 and 3 are its halves.
constexpr size_t levels = 6;
uint64_t exchanges(uint64_t key, uint64_t part) {
    uint64_t h = (key ^ part) * 0x9FB21C651E98DF25u;
    h = (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
    h = (h ^ h >> 32) * 0x9FB21C651E98DF25u;
    return h ^ h >> 32;
}

}  // namespace

Strata::Strata(size_t dimension, uint64_t seed, uint32_t replication, uint32_t source) {
    ensure(dimension < dimensions, "strata are of a known dimension");
    const auto block = static_cast<uint32_t>(dimension);
    key_ = random_lanes(seed, {strata_draws, block, replication, source, 0}).lane[0];
    uint64_t numbers[bits] = {};
    for (size_t k = 0; k < bits; ++k) {
        numbers[k] = dimension == 0 ? 1 : direction(polynomials[dimension - 1], k, numbers);
        directions_[k] = numbers[k] << (bits - 1 - k);
    }
}

uint64_t Strata::of(uint64_t index) const {
    uint64_t stratum = 0;
    for (size_t k = 0; k < bits && index >> k != 0; ++k)
        stratum ^= directions_[k] & -(index >> k & 1);
    return scrambled(stratum);
}

uint64_t Strata::scrambled(uint64_t stratum) const {
    static_assert(bits % levels == 0);
    uint64_t result = stratum;
    for (size_t below = bits; below > 0;) {
        const uint64_t drawn = exchanges(key_, uint64_t{1} << (bits - below) | stratum >> below);
        uint64_t part = 1;
        for (size_t level = 0; level < levels; ++level) {
            --below;
            result ^= (drawn >> part & 1) << below;
            part = 2 * part + (stratum >> below & 1);
        }
    }
    return result;
}

// A uniform is a number of 52 bits and a half. Its highest bits become those of the stratum, and
// the lowest ones are dropped.
void Strata::move(std::span<double> uniforms, uint64_t first) const {
    for (double& u : uniforms) {
        const auto within = static_cast<uint64_t>(u * 0x1p52);
        const uint64_t moved = of(first++) << (52 - bits) | within >> bits;
        u = (static_cast<double>(moved) + 0.5) * 0x1p-52;
    }
}

}  // namespace mdisim
