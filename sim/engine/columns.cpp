#include "sim/engine/columns.hpp"

#include <cstdlib>

#include "sim/engine/math.hpp"

namespace mdisim {

const ColumnOps* avx2_columns();  // columns_avx2.cpp; null where it was not built

namespace {

void uniforms(uint64_t seed, Address address, size_t n, double* lane0, double* lane1) {
    for (size_t i = 0; i < n; ++i, ++address.index) {
        const Lanes lanes = random_lanes(seed, address);
        lane0[i] = uniform_of(lanes.lane[0]);
        lane1[i] = uniform_of(lanes.lane[1]);
    }
}

void normal_quantiles(const double* p, size_t n, double* out) {
    for (size_t i = 0; i < n; ++i) out[i] = normal_quantile(p[i]);
}

void exponential_quantiles(const double* p, size_t n, double* out) {
    for (size_t i = 0; i < n; ++i) out[i] = -kernels::log(1 - p[i]);
}

void exponentials(const double* x, size_t n, double* out) {
    for (size_t i = 0; i < n; ++i) out[i] = kernels::exp(x[i]);
}

constexpr ColumnOps scalar = {"scalar", uniforms, normal_quantiles, exponential_quantiles,
                              exponentials};

const ColumnOps& choose() {
    const ColumnOps* fast = avx2_columns();
    return fast != nullptr && std::getenv("MDISIM_SCALAR") == nullptr ? *fast : scalar;
}

}  // namespace

const ColumnOps& scalar_columns() { return scalar; }

const ColumnOps& columns() {
    static const ColumnOps& chosen = choose();
    return chosen;
}

}  // namespace mdisim
