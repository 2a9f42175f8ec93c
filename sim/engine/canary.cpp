#include "sim/engine/canary.hpp"

#include <bit>
#include <cstdint>

#include "sim/engine/columns.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

void take(Hasher& hasher, double x) { hasher.absorb(std::bit_cast<uint64_t>(x)); }

}  // namespace

Digest arithmetic_canary() {
    Hasher hasher;
    double uniform[column_size];
    double other[column_size];
    double out[column_size];
    columns().uniforms(20, Address{}, column_size, uniform, other);
    for (const auto op :
         {columns().normal_quantiles, columns().exponential_quantiles, columns().exponentials}) {
        op(uniform, column_size, out);
        for (double x : out) take(hasher, x);
    }
    // A fused multiplication and addition, or another order of sums, would change these numbers.
    double chain = 0;
    for (size_t i = 0; i < column_size; ++i) {
        chain = chain * uniform[i] + other[i];
        take(hasher, chain);
        take(hasher, __builtin_sqrt(uniform[i] / other[i]));
        take(hasher, portable_log(other[i]) + portable_exp(uniform[i] - other[i]));
    }
    take(hasher, student_quantile(0.975, 9));
    take(hasher, beta_quantile(0.975, 3, 8));
    take(hasher, log_gamma(7.25));
    return hasher.digest();
}

}  // namespace mdisim
