#include "sim/engine/columns.hpp"

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

using Numbers = std::vector<double>;
using Map = void (*)(const double*, size_t, double*);

// The first place where the bits differ, or -1.
ptrdiff_t first_difference(const Numbers& a, const Numbers& b) {
    REQUIRE(a.size() == b.size());
    for (size_t i = 0; i < a.size(); ++i) {
        if (std::bit_cast<uint64_t>(a[i]) != std::bit_cast<uint64_t>(b[i])) {
            return static_cast<ptrdiff_t>(i);
        }
    }
    return -1;
}

Numbers random_uniforms(uint32_t source, size_t n) {
    Numbers u(n);
    for (size_t i = 0; i < n; ++i) {
        u[i] = uniform_of(random_lanes(2, {Purpose{1}, 0, 0, source, i}).lane[0]);
    }
    return u;
}

Numbers tails(size_t n) {
    Numbers u = random_uniforms(7, n);
    for (size_t i = 0; i < n; ++i) {
        const double tail = std::ldexp(u[i], -static_cast<int>(i % 53));
        u[i] = i % 3 == 0 ? 1 - std::max(tail, 0x1p-53) : tail;
    }
    return u;
}

// Where the formula of the quantile changes branch, and the ends of the uniforms.
Numbers branch_points() {
    Numbers u;
    for (double p : {0.075, 0.925, 0.5, std::exp(-25.0), 0x1p-53, 0.25, 1 - 0x1p-53}) {
        double below = p;
        double above = p;
        for (int i = 0; i < 40; ++i) {
            u.push_back(below);
            if (above < 1) u.push_back(above);
            below = std::nextafter(below, 0.0);
            above = std::nextafter(above, 1.0);
        }
    }
    return u;
}

std::vector<Numbers> inputs() {
    Numbers few_tails(1024, 0.5);
    for (size_t i = 0; i < few_tails.size(); i += 101) few_tails[i] = 1e-4;
    return {random_uniforms(3, 1000), tails(1001), branch_points(), few_tails, Numbers(300, 1e-9)};
}

void check_map(Map fast, const std::function<double(double)>& one, const Numbers& in) {
    Numbers expected(in.size());
    std::transform(in.begin(), in.end(), expected.begin(), one);
    for (size_t n = 0; n <= in.size(); n += n < 260 ? 1 : 97) {
        Numbers out(in.size(), -1);
        fast(in.data(), n, out.data());
        Numbers wanted(in.size(), -1);
        std::copy_n(expected.begin(), n, wanted.begin());
        if (const ptrdiff_t at = first_difference(out, wanted); at >= 0) {
            const auto i = static_cast<size_t>(at);
            FAIL("n " << n << ", place " << i << ", input " << in[i] << ": " << out[i] << ", not "
                      << wanted[i]);
        }
    }
    Numbers place = in;
    fast(place.data(), place.size(), place.data());
    CHECK(first_difference(place, expected) == -1);
}

void check_uniforms(const ColumnOps& ops, uint64_t seed, const Address& first, size_t n) {
    Numbers lane0(n + 8, -1), lane1(n + 8, -1), wanted0 = lane0, wanted1 = lane1;
    ops.uniforms(seed, first, n, lane0.data(), lane1.data());
    Address a = first;
    for (size_t i = 0; i < n; ++i, ++a.index) {
        const Lanes lanes = random_lanes(seed, a);
        wanted0[i] = uniform_of(lanes.lane[0]);
        wanted1[i] = uniform_of(lanes.lane[1]);
    }
    INFO(ops.name << ", n " << n << ", index " << first.index);
    if (first_difference(lane0, wanted0) >= 0) FAIL("lane 0");
    if (first_difference(lane1, wanted1) >= 0) FAIL("lane 1");
}

}  // namespace

TEST_CASE("columns are the fastest that this processor runs, if none are named", "[columns]") {
    const std::vector<const ColumnOps*> all = all_columns();
    CHECK(all.front() == &scalar_columns());
    const char* named = std::getenv("MDISIM_COLUMNS");
    CHECK(std::string(columns().name) == (named != nullptr ? named : all.back()->name));
    if (avx2_columns() != nullptr) CHECK(all.back() != &scalar_columns());
    if (avx512_columns() != nullptr) CHECK(all.back() == avx512_columns());
}

TEST_CASE("columns of uniforms are the addressed uniforms, for every length", "[columns]") {
    constexpr uint64_t seed = 0xFEDCBA9876543210u;
    const Address plain{Purpose{4}, 0, 3, 2, 1000};
    const Address full{Purpose{0xFFF}, 0xFFFFF, replication_limit - 1, source_limit - 1, 5};
    for (const ColumnOps* ops : all_columns()) {
        for (size_t n = 0; n <= column_size; ++n) {
            check_uniforms(*ops, seed, plain, n);
            check_uniforms(*ops, seed, full, n);
        }
        SUCCEED();
    }
}

TEST_CASE("columns of uniforms carry the index into its upper word", "[columns]") {
    for (const ColumnOps* ops : all_columns()) {
        for (uint64_t before = 0; before <= column_size; ++before) {
            Address a{Purpose{1}, 9, 0, 0xABCDEF, (uint64_t{1} << 32) - before};
            check_uniforms(*ops, 1, a, column_size);
            a.index = index_limit - column_size;
            check_uniforms(*ops, before, a, column_size);
        }
        SUCCEED();
    }
}

TEST_CASE("columns of normal quantiles are normal_quantile, bit for bit", "[columns]") {
    for (const ColumnOps* ops : all_columns()) {
        INFO(ops->name);
        for (const Numbers& p : inputs()) check_map(ops->normal_quantiles, normal_quantile, p);
    }
}

TEST_CASE("columns of exponential quantiles are -log(1 - p), bit for bit", "[columns]") {
    const auto one = [](double p) { return -portable_log(1 - p); };
    for (const ColumnOps* ops : all_columns()) {
        INFO(ops->name);
        for (const Numbers& p : inputs()) check_map(ops->exponential_quantiles, one, p);
    }
}

TEST_CASE("columns of exponentials are exp, bit for bit", "[columns]") {
    Numbers x = random_uniforms(5, 1024);
    for (double& value : x) value = (value - 0.5) * 1399;
    Numbers small = random_uniforms(6, 1024);
    for (size_t i = 0; i < small.size(); ++i) {
        small[i] = std::ldexp(small[i] - 0.5, -static_cast<int>(i % 60));
    }
    for (const ColumnOps* ops : all_columns()) {
        INFO(ops->name);
        check_map(ops->exponentials, portable_exp, x);
        check_map(ops->exponentials, portable_exp, small);
    }
}

}  // namespace mdisim
