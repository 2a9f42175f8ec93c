// This is the only file that is compiled for AVX2.
#if defined(__AVX2__)
#include <immintrin.h>

#include <cstdint>

#include "sim/engine/columns_wide.hpp"

namespace mdisim {
namespace {

struct Avx2 {
    static constexpr const char* name = "avx2";
    using Doubles = __m256d;
    using Words [[gnu::vector_size(32)]] = uint64_t;
    using Mask = __m256d;

    static Mask less(Doubles a, Doubles b) { return _mm256_cmp_pd(a, b, _CMP_LT_OQ); }
    static Mask greater(Doubles a, Doubles b) { return _mm256_cmp_pd(a, b, _CMP_GT_OQ); }
    static Mask either(Mask a, Mask b) { return _mm256_or_pd(a, b); }
    static bool any(Mask m) { return _mm256_movemask_pd(m) != 0; }
    static Doubles select(Mask m, Doubles a, Doubles b) { return _mm256_blendv_pd(b, a, m); }
    static Doubles root(Doubles x) { return _mm256_sqrt_pd(x); }
    static Words product(Words a, uint64_t b) {
        return reinterpret_cast<Words>(_mm256_mul_epu32(
            reinterpret_cast<__m256i>(a), _mm256_set1_epi64x(static_cast<int64_t>(b))));
    }
    static size_t squeeze(Mask m, Doubles x, double* to) {
        const int bits = _mm256_movemask_pd(m);
        size_t n = 0;
        for (int lane = 0; lane < 4; ++lane) {
            to[n] = x[lane];
            n += static_cast<size_t>(bits >> lane & 1);
        }
        return n;
    }
    static size_t spread(Mask m, const double* from, double* to) {
        size_t n = 0;
        for (int bits = _mm256_movemask_pd(m); bits != 0; bits &= bits - 1)
            to[__builtin_ctz(static_cast<unsigned>(bits))] = from[n++];
        return n;
    }
};

}  // namespace

const ColumnOps* avx2_columns() {
    return __builtin_cpu_supports("avx2") ? &wide::ops<Avx2> : nullptr;
}

}  // namespace mdisim

#else
#include "sim/engine/columns.hpp"

namespace mdisim {
const ColumnOps* avx2_columns() { return nullptr; }
}  // namespace mdisim

#endif
