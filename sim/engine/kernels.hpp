// log, exp and the normal quantile over a number type V: double, or a vector register of doubles.
// They use only + - * / sqrt and bit moves, in a fixed order, so every V, compiler and processor
// gives the same bits. tests/engine/math_test.cpp bounds their errors.
//
// Requires that V has arithmetic; split(x) -> (mantissa in [sqrt(1/2), sqrt(2)), exponent as a
// number); scale(x, shifted) -> x * 2^k, where shifted = k + 1.5 * 2^52; select(mask, a, b);
// any(mask); root(x).
#pragma once

#include <bit>
#include <cstdint>

namespace mdisim::kernels {

template <class V>
struct Split {
    V mantissa;
    V exponent;
};

[[gnu::always_inline]] inline Split<double> split(double x) {
    const uint64_t bits = std::bit_cast<uint64_t>(x);
    const uint64_t biased = (bits + 0x00095F619980C433u) >> 52;
    const double mantissa = std::bit_cast<double>(bits - ((biased - 1023) << 52));
    return {mantissa, std::bit_cast<double>(biased | 0x4330000000000000u) - 0x1p52 - 1023.0};
}
[[gnu::always_inline]] inline double scale(double x, double shifted) {
    return x * std::bit_cast<double>((std::bit_cast<uint64_t>(shifted) + 1023) << 52);
}
[[gnu::always_inline]] inline double select(bool mask, double a, double b) { return mask ? a : b; }
[[gnu::always_inline]] inline bool any(bool mask) { return mask; }
[[gnu::always_inline]] inline double root(double x) { return __builtin_sqrt(x); }

template <class V, int n>
[[gnu::always_inline]] inline V horner(V x, const double (&c)[n]) {
    V sum = V(c[n - 1]);
    for (int i = n - 2; i >= 0; --i) sum = sum * x + V(c[i]);
    return sum;
}

inline constexpr double ln2_high = 0x1.62e42fee00000p-1;  // 32 bits: exponent * ln2_high is exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

// Requires that x is positive and normal. With s = f / (2 + f): log(1 + f) = f - s (f - R(s^2)),
// where R is the series 2/3 s^2 + 2/5 s^4 + ...; |s| < 0.172, so ten terms reach 2^-56.
template <class V>
[[gnu::always_inline]] inline V log(V x) {
    static constexpr double series[] = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11,
                                        2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21};
    const Split<V> parts = split(x);
    const V f = parts.mantissa - V(1);
    const V s = f / (V(2) + f);
    const V z = s * s;
    const V r = z * horner(z, series);
    return parts.exponent * V(ln2_high) + (f - (s * (f - r) - parts.exponent * V(ln2_low)));
}

// Requires |x| < 708. The Taylor series to degree 13 on |r| <= ln(2)/2 has a remainder below 2^-57.
template <class V>
[[gnu::always_inline]] inline V exp(V x) {
    static constexpr double series[] = {1.0 / 2,        1.0 / 6,         1.0 / 24,
                                        1.0 / 120,      1.0 / 720,       1.0 / 5040,
                                        1.0 / 40320,    1.0 / 362880,    1.0 / 3628800,
                                        1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0};
    constexpr double magic = 6755399441055744.0;  // 1.5 * 2^52: rounds to the nearest integer
    const V shifted = x * V(0x1.71547652b82fep+0) + V(magic);
    const V k = shifted - V(magic);
    const V r = (x - k * V(ln2_high)) - k * V(ln2_low);
    const V one_plus = V(1) + (r + r * r * horner(r, series));
    return scale(one_plus, shifted);
}

// The quantile of the standard normal law in the middle, |q| <= 0.425 with q = p - 1/2. Middle and
// tails are the rational approximations of Wichura's algorithm AS 241 (Applied Statistics 37,
// 1988), with a relative error of about 1e-16.
template <class V>
[[gnu::always_inline]] inline V normal_quantile_near(V q) {
    static constexpr double a[] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                   1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                   4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                   3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static constexpr double b[] = {1.0,
                                   4.2313330701600911252e+1,
                                   6.8718700749205790830e+2,
                                   5.3941960214247511077e+3,
                                   2.1213794301586595867e+4,
                                   3.9307895800092710610e+4,
                                   2.8729085735721942674e+4,
                                   5.2264952788528545610e+3};
    const V r = V(0.180625) - q * q;
    return q * horner(r, a) / horner(r, b);
}

// The absolute value of the quantile in a tail. Requires root_log = sqrt(-log(tail probability)).
template <class V>
[[gnu::always_inline]] inline V normal_quantile_tail(V root_log) {
    static constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                   5.76949722146069140550e0,  3.64784832476320460504e0,
                                   1.27045825245236838258e0,  2.41780725177450611770e-1,
                                   2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static constexpr double d[] = {1.0,
                                   2.05319162663775882187e0,
                                   1.67638483018380384940e0,
                                   6.89767334985100004550e-1,
                                   1.48103976427480074590e-1,
                                   1.51986665636164571966e-2,
                                   5.47593808499534494600e-4,
                                   1.05075007164441684324e-9};
    static constexpr double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                   1.78482653991729133580e0,  2.96560571828504891230e-1,
                                   2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                   2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static constexpr double f[] = {1.0,
                                   5.99832206555887937690e-1,
                                   1.36929880922735805310e-1,
                                   1.48753612908506148525e-2,
                                   7.86869131145613259100e-4,
                                   1.84631831751005468180e-5,
                                   1.42151175831644588870e-7,
                                   2.04426310338993978564e-15};
    const auto far = root_log > V(5);
    const V r = root_log - V(1.6);
    const V size = horner(r, c) / horner(r, d);
    if (!any(far)) return size;
    const V r_far = root_log - V(5);
    return select(far, horner(r_far, e) / horner(r_far, f), size);
}

// The quantile in the tails, |p - 1/2| > 0.425. In the middle the result has no meaning.
template <class V>
[[gnu::always_inline]] inline V normal_quantile_outside(V p) {
    const auto lower = p < V(0.5);
    const V size = normal_quantile_tail(root(V(0) - log(select(lower, p, V(1) - p))));
    return select(lower, V(0) - size, size);
}

// Whether p is in a tail, with q = p - 1/2.
template <class V>
[[gnu::always_inline]] inline auto is_outside(V q) {
    return (q < V(-0.425)) | (q > V(0.425));
}

// Requires 0 < p < 1.
template <class V>
[[gnu::always_inline]] inline V normal_quantile(V p) {
    const V q = p - V(0.5);
    const auto outside = is_outside(q);
    const V near = normal_quantile_near(q);
    return any(outside) ? select(outside, normal_quantile_outside(p), near) : near;
}

}  // namespace mdisim::kernels
