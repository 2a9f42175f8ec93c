// This is the only file that is compiled for AVX-512.
#if defined(__AVX512F__)
#include <immintrin.h>

#include <cstdint>

#include "sim/engine/columns_wide.hpp"

namespace mdisim {
namespace {

struct Avx512 {
    static constexpr const char* name = "avx512";
    using Doubles = __m512d;
    using Words [[gnu::vector_size(64)]] = uint64_t;
    using Mask = __mmask8;
    // The mask of all lanes. Intrinsics without a mask begin with a register that is not
    // initialised, of which GCC 12 warns (GCC bug 105593).
    static constexpr Mask all = 0xFF;

    static Mask less(Doubles a, Doubles b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
    static Mask greater(Doubles a, Doubles b) { return _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ); }
    static Mask either(Mask a, Mask b) { return static_cast<Mask>(a | b); }
    static bool any(Mask m) { return m != 0; }
    static Doubles select(Mask m, Doubles a, Doubles b) { return _mm512_mask_blend_pd(m, b, a); }
    static Doubles root(Doubles x) { return _mm512_maskz_sqrt_pd(all, x); }
    static Words product(Words a, uint64_t b) {
        return reinterpret_cast<Words>(_mm512_maskz_mul_epu32(
            all, reinterpret_cast<__m512i>(a), _mm512_set1_epi64(static_cast<int64_t>(b))));
    }
    static size_t squeeze(Mask m, Doubles x, double* to) {
        _mm512_storeu_pd(to, _mm512_maskz_compress_pd(m, x));
        return static_cast<size_t>(__builtin_popcount(m));
    }
    static size_t spread(Mask m, const double* from, double* to) {
        _mm512_mask_storeu_pd(to, m, _mm512_maskz_expandloadu_pd(m, from));
        return static_cast<size_t>(__builtin_popcount(m));
    }
};

}  // namespace

// Null also if the processor lacks VBMI2: it is not used, but processors without it slow down for
// registers this wide.
const ColumnOps* avx512_columns() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vbmi2")
               ? &wide::ops<Avx512>
               : nullptr;
}

}  // namespace mdisim

#else
#include "sim/engine/columns.hpp"

namespace mdisim {
const ColumnOps* avx512_columns() { return nullptr; }
}  // namespace mdisim

#endif
