#include "sim/engine/columns.hpp"

#include <cstdlib>
#include <string_view>

#include "sim/engine/kernels.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
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
    const std::vector<const ColumnOps*> all = all_columns();
    if (const char* wanted = std::getenv("MDISIM_COLUMNS")) {
        for (const ColumnOps* ops : all) {
            if (std::string_view(wanted) == ops->name) return *ops;
        }
    }
    return *all.back();
}

}  // namespace

const ColumnOps& scalar_columns() { return scalar; }

std::vector<const ColumnOps*> all_columns() {
    std::vector<const ColumnOps*> all = {&scalar};
    for (const ColumnOps* wide : {avx2_columns(), avx512_columns()}) {
        if (wide != nullptr) all.push_back(wide);
    }
    return all;
}

const ColumnOps& columns() {
    static const ColumnOps& chosen = choose();
    return chosen;
}

}  // namespace mdisim
