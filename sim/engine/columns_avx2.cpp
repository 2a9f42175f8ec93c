// The only file built for AVX2. Nothing here may be inline with external linkage: the linker could
// pick this file's copy for a processor that cannot run it.
#include "sim/engine/columns.hpp"

#if defined(__AVX2__)
#include <immintrin.h>

#include "sim/engine/kernels.hpp"

namespace mdisim {
namespace {

struct Mask {
    __m256d bits;
};
struct Four {
    __m256d v;
    Four() = default;
    explicit Four(__m256d x) : v(x) {}
    explicit Four(double x) : v(_mm256_set1_pd(x)) {}
};
inline Four operator+(Four a, Four b) { return Four(_mm256_add_pd(a.v, b.v)); }
inline Four operator-(Four a, Four b) { return Four(_mm256_sub_pd(a.v, b.v)); }
inline Four operator*(Four a, Four b) { return Four(_mm256_mul_pd(a.v, b.v)); }
inline Four operator/(Four a, Four b) { return Four(_mm256_div_pd(a.v, b.v)); }
inline Mask operator<(Four a, Four b) { return {_mm256_cmp_pd(a.v, b.v, _CMP_LT_OQ)}; }
inline Mask operator>(Four a, Four b) { return {_mm256_cmp_pd(a.v, b.v, _CMP_GT_OQ)}; }
inline Mask operator|(Mask a, Mask b) { return {_mm256_or_pd(a.bits, b.bits)}; }
inline Four select(Mask m, Four a, Four b) { return Four(_mm256_blendv_pd(b.v, a.v, m.bits)); }
inline bool any(Mask m) { return _mm256_movemask_pd(m.bits) != 0; }
inline Four root(Four x) { return Four(_mm256_sqrt_pd(x.v)); }
inline __m256i bits_of(__m256d x) { return _mm256_castpd_si256(x); }
inline __m256i all64(uint64_t x) { return _mm256_set1_epi64x(static_cast<long long>(x)); }

inline kernels::Split<Four> split(Four x) {
    const __m256i bits = bits_of(x.v);
    const __m256i biased =
        _mm256_srli_epi64(_mm256_add_epi64(bits, all64(0x00095F619980C433u)), 52);
    const __m256i power = _mm256_slli_epi64(_mm256_sub_epi64(biased, all64(1023)), 52);
    const __m256d mantissa = _mm256_castsi256_pd(_mm256_sub_epi64(bits, power));
    const __m256d raised = _mm256_castsi256_pd(_mm256_or_si256(biased, all64(0x4330000000000000u)));
    return {Four(mantissa), Four(raised) - Four(0x1p52) - Four(1023.0)};
}
inline Four scale(Four x, Four shifted) {
    const __m256i power = _mm256_slli_epi64(_mm256_add_epi64(bits_of(shifted.v), all64(1023)), 52);
    return x * Four(_mm256_castsi256_pd(power));
}

// One Philox word of four counters, each in the low half of a 64-bit lane.
struct Words {
    __m256i c0, c1, c2, c3;
};
inline __m256i high_half(__m256i x) { return _mm256_srli_epi64(x, 32); }
inline __m256i low_half(__m256i x) { return _mm256_and_si256(x, all64(0xFFFFFFFFu)); }

inline Words philox4(Words w, uint32_t k0, uint32_t k1) {
    const __m256i m0 = all64(philox_multiplier[0]);
    const __m256i m1 = all64(philox_multiplier[1]);
    for (int round = 0; round < 10; ++round) {
        const __m256i p0 = _mm256_mul_epu32(m0, w.c0);
        const __m256i p1 = _mm256_mul_epu32(m1, w.c2);
        w = {_mm256_xor_si256(_mm256_xor_si256(high_half(p1), w.c1), all64(k0)), low_half(p1),
             _mm256_xor_si256(_mm256_xor_si256(high_half(p0), w.c3), all64(k1)), low_half(p0)};
        k0 += philox_weyl[0];
        k1 += philox_weyl[1];
    }
    return w;
}

inline void store_uniform(__m256i high, __m256i low, double* out) {
    const __m256i lane = _mm256_or_si256(_mm256_slli_epi64(high, 32), low);
    const __m256i mantissa =
        _mm256_or_si256(_mm256_srli_epi64(lane, 12), all64(0x3FF0000000000000u));
    const Four u = Four(_mm256_castsi256_pd(mantissa)) - Four(0x1.fffffffffffffp-1);
    _mm256_storeu_pd(out, u.v);
}

void uniforms(uint64_t seed, Address address, size_t n, double* lane0, double* lane1) {
    size_t i = 0;
    for (; i + 4 <= n; i += 4, address.index += 4) {
        const __m256i index = _mm256_add_epi64(all64(address.index), _mm256_set_epi64x(3, 2, 1, 0));
        const __m256i source = all64((address.source & 0xFFFFu) << 16);
        const Words counter = {low_half(index), _mm256_or_si256(high_half(index), source),
                               all64(address.source >> 16 | address.replication << 8),
                               all64(address.block | static_cast<uint32_t>(address.purpose) << 20)};
        const Words r =
            philox4(counter, static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32));
        store_uniform(r.c0, r.c1, lane0 + i);
        store_uniform(r.c2, r.c3, lane1 + i);
    }
    if (i < n) scalar_columns().uniforms(seed, address, n - i, lane0 + i, lane1 + i);
}

void normal_quantiles(const double* p, size_t n, double* out) {
    // The tails cost three times the middle and are 15 % of the requests: do the middle for all,
    // remember who lies outside, and do those together.
    double tail[column_size];
    uint32_t place[column_size];
    for (size_t begin = 0; begin < n; begin += column_size) {
        const size_t size = n - begin < column_size ? n - begin : column_size;
        const double* in = p + begin;
        double* to = out + begin;
        size_t outside = 0;
        for (size_t i = 0; i < size; ++i) {
            const double q = in[i] - 0.5;
            tail[outside] = in[i];
            place[outside] = static_cast<uint32_t>(i);
            outside += static_cast<size_t>((q < -0.425) | (q > 0.425));
        }
        size_t i = 0;
        for (; i + 4 <= size; i += 4) {
            const Four q = Four(_mm256_loadu_pd(in + i)) - Four(0.5);
            _mm256_storeu_pd(to + i, kernels::normal_quantile_near(q).v);
        }
        if (i < size) scalar_columns().normal_quantiles(in + i, size - i, to + i);
        const size_t padded = (outside + 3) & ~size_t{3};
        for (size_t k = outside; k < padded; ++k) tail[k] = 0.01;
        for (size_t k = 0; k < padded; k += 4) {
            double value[4];
            _mm256_storeu_pd(value, kernels::normal_quantile(Four(_mm256_loadu_pd(tail + k))).v);
            for (size_t j = k; j < k + 4 && j < outside; ++j) to[place[j]] = value[j - k];
        }
    }
}

void exponential_quantiles(const double* p, size_t n, double* out) {
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        const Four x = Four(1.0) - Four(_mm256_loadu_pd(p + i));
        _mm256_storeu_pd(out + i, _mm256_xor_pd(kernels::log(x).v, _mm256_set1_pd(-0.0)));
    }
    if (i < n) scalar_columns().exponential_quantiles(p + i, n - i, out + i);
}

void exponentials(const double* x, size_t n, double* out) {
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        _mm256_storeu_pd(out + i, kernels::exp(Four(_mm256_loadu_pd(x + i))).v);
    }
    if (i < n) scalar_columns().exponentials(x + i, n - i, out + i);
}

constexpr ColumnOps avx2 = {"avx2", uniforms, normal_quantiles, exponential_quantiles,
                            exponentials};

}  // namespace

const ColumnOps* avx2_columns() { return __builtin_cpu_supports("avx2") ? &avx2 : nullptr; }

}  // namespace mdisim

#else

namespace mdisim {
const ColumnOps* avx2_columns();
const ColumnOps* avx2_columns() { return nullptr; }
}  // namespace mdisim

#endif
