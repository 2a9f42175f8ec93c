// The functions of columns.hpp over vector registers of several lanes, as templates over R, the
// registers of one instruction set. columns_avx2.cpp and columns_avx512.cpp define an R each, and
// only they are compiled for its instruction set. Their objects must not contain an inline function
// with external linkage, or the linker could use that copy on a processor that cannot run it. So R
// is in an unnamed namespace, which makes every template over R local to its file, and no other
// inline function is called. tests/CMakeLists.txt checks the objects.
//
// Requires that R has a name; the vector types Doubles and Words (of uint64_t), and a type Mask;
// the functions less, greater, either, any, select and root; product, which multiplies the lower
// halves of words; squeeze, which stores the lanes in a mask one after the other and may write a
// whole register; and spread, which stores consecutive numbers back into the lanes in a mask.
// squeeze and spread return the number of lanes in the mask.
#pragma once

#include <cstdint>

#include "sim/engine/columns.hpp"
#include "sim/engine/kernels.hpp"
#include "sim/engine/random.hpp"

namespace mdisim::wide {

template <class R>
inline constexpr size_t lanes = sizeof(typename R::Doubles) / sizeof(double);

template <class R>
struct Mask {
    typename R::Mask bits;
};
template <class R>
struct Numbers {
    typename R::Doubles v;
    Numbers() = default;
    explicit Numbers(typename R::Doubles x) : v(x) {}
    explicit Numbers(double x) : v(x - typename R::Doubles{}) {}
    static Numbers load(const double* from) {
        Numbers loaded;
        __builtin_memcpy(&loaded.v, from, sizeof loaded.v);
        return loaded;
    }
    void store(double* to) const { __builtin_memcpy(to, &v, sizeof v); }

    friend Numbers operator+(Numbers a, Numbers b) { return Numbers(a.v + b.v); }
    friend Numbers operator-(Numbers a, Numbers b) { return Numbers(a.v - b.v); }
    friend Numbers operator*(Numbers a, Numbers b) { return Numbers(a.v * b.v); }
    friend Numbers operator/(Numbers a, Numbers b) { return Numbers(a.v / b.v); }
    friend Mask<R> operator<(Numbers a, Numbers b) { return {R::less(a.v, b.v)}; }
    friend Mask<R> operator>(Numbers a, Numbers b) { return {R::greater(a.v, b.v)}; }
};
template <class R>
Mask<R> operator|(Mask<R> a, Mask<R> b) {
    return {R::either(a.bits, b.bits)};
}
template <class R>
bool any(Mask<R> m) {
    return R::any(m.bits);
}
template <class R>
Numbers<R> select(Mask<R> m, Numbers<R> a, Numbers<R> b) {
    return Numbers<R>(R::select(m.bits, a.v, b.v));
}
template <class R>
Numbers<R> root(Numbers<R> x) {
    return Numbers<R>(R::root(x.v));
}

// bits_of gives the bits of numbers as words; numbers_of is its inverse.
template <class R>
typename R::Words bits_of(Numbers<R> x) {
    return reinterpret_cast<typename R::Words>(x.v);
}
template <class R>
Numbers<R> numbers_of(typename R::Words bits) {
    return Numbers<R>(reinterpret_cast<typename R::Doubles>(bits));
}

template <class R>
kernels::Split<Numbers<R>> split(Numbers<R> x) {
    const typename R::Words bits = bits_of(x);
    const typename R::Words biased = (bits + 0x00095F619980C433u) >> 52;
    const Numbers<R> raised = numbers_of<R>(biased | 0x4330000000000000u);
    return {numbers_of<R>(bits - ((biased - 1023) << 52)),
            raised - Numbers<R>(0x1p52) - Numbers<R>(1023.0)};
}
template <class R>
Numbers<R> scale(Numbers<R> x, Numbers<R> shifted) {
    return x * numbers_of<R>((bits_of(shifted) + 1023) << 52);
}

// The four words of several Philox counters, each in the lower half of a lane.
template <class R>
struct Counters {
    typename R::Words c0, c1, c2, c3;
};

template <class R>
Counters<R> philox(Counters<R> c, uint32_t k0, uint32_t k1) {
    constexpr uint64_t low_half = 0xFFFFFFFFu;
    for (int round = 0; round < 10; ++round) {
        const typename R::Words p0 = R::product(c.c0, philox_multiplier[0]);
        const typename R::Words p1 = R::product(c.c2, philox_multiplier[1]);
        c = {p1 >> 32 ^ c.c1 ^ uint64_t{k0}, p1 & low_half, p0 >> 32 ^ c.c3 ^ uint64_t{k1},
             p0 & low_half};
        k0 += philox_weyl[0];
        k1 += philox_weyl[1];
    }
    return c;
}

template <class R>
Numbers<R> uniforms_of(typename R::Words lane) {
    return numbers_of<R>(lane >> 12 | 0x3FF0000000000000u) - Numbers<R>(0x1.fffffffffffffp-1);
}

template <class R>
void uniforms(uint64_t seed, Address address, size_t n, double* lane0, double* lane1) {
    using Words = typename R::Words;
    // The layout is that of counter_of().
    const uint32_t upper_source = address.source >> 16 | address.replication << 8;
    const uint32_t what = address.block | static_cast<uint32_t>(address.purpose) << 20;
    Words ascending;
    for (size_t k = 0; k < lanes<R>; ++k) ascending[k] = k;
    size_t i = 0;
    for (; i + lanes<R> <= n; i += lanes<R>, address.index += lanes<R>) {
        const Words index = ascending + address.index;
        const Counters<R> first = {index & uint64_t{0xFFFFFFFFu},
                                   index >> 32 | uint64_t{(address.source & 0xFFFFu) << 16},
                                   Words{} + uint64_t{upper_source}, Words{} + uint64_t{what}};
        const Counters<R> r =
            philox<R>(first, static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32));
        uniforms_of<R>(r.c0 << 32 | r.c1).store(lane0 + i);
        uniforms_of<R>(r.c2 << 32 | r.c3).store(lane1 + i);
    }
    if (i < n) scalar_columns().uniforms(seed, address, n - i, lane0 + i, lane1 + i);
}

// The formula for the tails costs three times as much as that for the middle, and 15 % of uniform
// numbers lie in the tails. So the formula for the middle is computed for all numbers, and that for
// the tails only for the numbers in the tails, squeezed together. Requires n <= column_size.
template <class R>
void normal_quantiles_of_some(const double* p, size_t n, double* out) {
    constexpr size_t width = lanes<R>;
    double tail[column_size + width];
    typename R::Mask outside[column_size / width];
    const size_t whole = n / width;
    size_t size = 0;
    for (size_t i = 0; i < whole; ++i) {
        const auto x = Numbers<R>::load(p + i * width);
        const Numbers<R> q = x - Numbers<R>(0.5);
        kernels::normal_quantile_near(q).store(out + i * width);
        outside[i] = kernels::is_outside(q).bits;
        size += R::squeeze(outside[i], x.v, tail + size);
    }
    if (const size_t done = whole * width; done < n)
        scalar_columns().normal_quantiles(p + done, n - done, out + done);
    for (size_t k = size; k < size + width; ++k) tail[k] = 0.01;
    for (size_t k = 0; k < size; k += width)
        kernels::normal_quantile_outside(Numbers<R>::load(tail + k)).store(tail + k);
    const double* from = tail;
    for (size_t i = 0; i < whole; ++i) from += R::spread(outside[i], from, out + i * width);
}

template <class R>
void normal_quantiles(const double* p, size_t n, double* out) {
    for (size_t i = 0; i < n; i += column_size) {
        const size_t some = n - i < column_size ? n - i : column_size;
        normal_quantiles_of_some<R>(p + i, some, out + i);
    }
}

template <class R>
void exponential_quantiles(const double* p, size_t n, double* out) {
    size_t i = 0;
    for (; i + lanes<R> <= n; i += lanes<R>) {
        const Numbers<R> log = kernels::log(Numbers<R>(1.0) - Numbers<R>::load(p + i));
        Numbers<R>(-log.v).store(out + i);
    }
    if (i < n) scalar_columns().exponential_quantiles(p + i, n - i, out + i);
}

template <class R>
void exponentials(const double* x, size_t n, double* out) {
    size_t i = 0;
    for (; i + lanes<R> <= n; i += lanes<R>) kernels::exp(Numbers<R>::load(x + i)).store(out + i);
    if (i < n) scalar_columns().exponentials(x + i, n - i, out + i);
}

template <class R>
inline constexpr ColumnOps ops = {R::name, uniforms<R>, normal_quantiles<R>,
                                  exponential_quantiles<R>, exponentials<R>};

}  // namespace mdisim::wide
