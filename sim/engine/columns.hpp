// Columns: the same arithmetic as random.hpp and kernels.hpp, over many requests at once.
//
// Contract: every implementation gives the bits of the scalar one. The program takes the fastest
// that this processor runs, or the one that MDISIM_COLUMNS names (scalar, avx2, avx512). Input and
// output may be the same column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"

namespace mdisim {

inline constexpr size_t column_size = 256;

struct ColumnOps {
    const char* name;
    // Uniforms of the n requests from address.index on: lane 0 and lane 1.
    void (*uniforms)(uint64_t seed, Address first, size_t n, double* lane0, double* lane1);
    // out = normal_quantile(p), 0 < p < 1.
    void (*normal_quantiles)(const double* p, size_t n, double* out);
    // out = -log(1 - p), 0 < p < 1: quantiles of the unit exponential.
    void (*exponential_quantiles)(const double* p, size_t n, double* out);
    // out = exp(x), |x| < 700.
    void (*exponentials)(const double* x, size_t n, double* out);
};

const ColumnOps& scalar_columns();
// These are null if this processor does not run them.
const ColumnOps* avx2_columns();
const ColumnOps* avx512_columns();
// All implementations that this processor runs, the slowest first.
std::vector<const ColumnOps*> all_columns();
const ColumnOps& columns();

}  // namespace mdisim
