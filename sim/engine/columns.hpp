// Columns: the arithmetic of random.hpp and kernels.hpp, over many requests at once.
//
// Contract: every implementation gives the bits of the scalar one. The program takes the fastest
// implementation that this processor runs, or the one that the environment variable MDISIM_COLUMNS
// names (scalar, avx2, avx512), if the processor runs it. Input and output may be the same column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/random.hpp"

namespace mdisim {

inline constexpr size_t column_size = 256;

struct ColumnOps {
    const char* name;
    // The uniform numbers of lane 0 and lane 1 for n requests from the address `first` on.
    void (*uniforms)(uint64_t seed, Address first, size_t n, double* lane0, double* lane1);
    // out = normal_quantile(p). Requires 0 < p < 1.
    void (*normal_quantiles)(const double* p, size_t n, double* out);
    // out = -log(1 - p), the quantiles of the unit exponential. Requires 0 < p < 1.
    void (*exponential_quantiles)(const double* p, size_t n, double* out);
    // out = exp(x). Requires |x| < 700.
    void (*exponentials)(const double* x, size_t n, double* out);
};

const ColumnOps& scalar_columns();
// avx2_columns and avx512_columns return null if this processor does not run them.
const ColumnOps* avx2_columns();
const ColumnOps* avx512_columns();
// All implementations that this processor runs, the slowest first.
std::vector<const ColumnOps*> all_columns();
// The implementation that the program takes.
const ColumnOps& columns();

}  // namespace mdisim
