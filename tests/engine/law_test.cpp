#include "sim/engine/law.hpp"

#include <algorithm>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <vector>

#include "sim/describe/error.hpp"

namespace mdisim {
namespace {

using Long = long double;

struct KnownMoments {
    Law law;
    double mean;
    double sd;
};

// Both sides of P(X <= x) for a law of Boost.Math.
template <class Oracle>
std::function<Chance(double)> sides(const Oracle& law) {
    return [law](double x) {
        return Chance{static_cast<double>(cdf(law, x)),
                      static_cast<double>(cdf(complement(law, x)))};
    };
}

// The normal law given that it is positive, from the definition, in extended precision.
Chance truncated_oracle(double mean, double sd, double x) {
    const boost::math::normal_distribution<Long> parent(mean, sd);
    const Long mass = cdf(complement(parent, 0.0L));
    const Long above = cdf(complement(parent, static_cast<Long>(x)));
    return {static_cast<double>((mass - above) / mass), static_cast<double>(above / mass)};
}

// E[X] and E[X^2] of a positive variable are the integrals of P(X > x) and 2x P(X > x).
KnownMoments by_integration(const TruncatedNormal& law) {
    using boost::math::quadrature::gauss_kronrod;
    const double end = std::max(law.mean, 0.0) + 40 * law.sd;
    const auto above = [&](double x) { return truncated_oracle(law.mean, law.sd, x).above; };
    const double first = gauss_kronrod<double, 61>::integrate(above, 0.0, end, 12, 1e-13);
    const double second = gauss_kronrod<double, 61>::integrate(
        [&](double x) { return 2 * x * above(x); }, 0.0, end, 12, 1e-13);
    return {law, first, std::sqrt(second - first * first)};
}

// An atom at 10, nothing between 20 and 30.
const Empirical with_atom_and_gap{{{10, 0.2}, {20, 0.5}, {30, 0.5}, {50, 1}}};

}  // namespace

TEST_CASE("a law that is redrawn below zero is the law under the condition that it is not",
          "[law]") {
    const Law redrawn = Normal{10, 8, BelowZero::redraw};
    const Law truncated = TruncatedNormal{10, 8};
    CHECK(mean(redrawn) == mean(truncated));
    CHECK(sd(redrawn) == sd(truncated));
    CHECK(infimum(redrawn) == 0);
    CHECK(nominal_mean(redrawn) == 10);
    const Sampler one(redrawn);
    const Sampler other(truncated);
    for (double u : {0.001, 0.1, 0.5, 0.9, 0.999}) CHECK(one.quantile(u) == other.quantile(u));
    const Law uniform = Uniform{-1, 3, BelowZero::redraw};
    CHECK(mean(uniform) == 1.5);
    CHECK(Sampler(uniform).quantile(0.5) == 1.5);
    CHECK(chance(uniform, 1.5).below == 0.5);
    CHECK_THROWS_AS(validate(Law(Uniform{-3, -1, BelowZero::redraw})), UserError);
    CHECK_THROWS_AS(validate(Law(Shifted{-3, {Exponential{1}}, BelowZero::redraw})), UserError);
}

TEST_CASE("a law that is cut below zero is as without the word", "[law]") {
    const Law cut = Normal{10, 8, BelowZero::cut};
    const Law plain = Normal{10, 8};
    CHECK(mean(cut) == mean(plain));
    for (double u : {0.001, 0.5, 0.999})
        CHECK(Sampler(cut).quantile(u) == Sampler(plain).quantile(u));
    CHECK(in_numbers(cut) != in_numbers(plain));
}

TEST_CASE("a law tells whether it gives times below zero or beyond measure", "[law]") {
    constexpr double most = 1000;
    const auto is_right = [&](const Law& law) { return wrong_between_zero_and(most, law).empty(); };
    CHECK(is_right(Normal{100, 14}));
    CHECK_FALSE(is_right(Normal{100, 15}));  // one value in 10^12 is 7.03 deviations below
    CHECK(is_right(Normal{100, 15, BelowZero::cut}));
    CHECK(is_right(TruncatedNormal{1, 50}));
    CHECK_FALSE(is_right(Constant{-1}));
    CHECK(is_right(Constant{0}));
    CHECK_FALSE(is_right(Shifted{-1, {Exponential{1}}}));
    CHECK(is_right(Shifted{-1, {Exponential{1}}, BelowZero::cut}));
    CHECK(is_right(Shifted{60, {Normal{0, 8}}}));
    CHECK_FALSE(is_right(Mixture{{{1, Constant{1}}, {1, Normal{1, 1}}}}));
    CHECK(is_right(Mixture{{{1, Constant{1}}, {1, Normal{1, 1, BelowZero::cut}}}}));
    CHECK(is_right(Exponential{36}));
    CHECK_FALSE(is_right(Exponential{37}));
}

TEST_CASE("mean and sd are those of the formulas", "[law]") {
    const double e = std::exp(1.0);
    const KnownMoments known[] = {
        {Constant{7}, 7, 0},
        {Uniform{2, 8}, 5, 6 / std::sqrt(12)},
        {Uniform{3, 3}, 3, 0},
        {Exponential{3}, 3, 3},
        {Normal{-4, 2}, -4, 2},
        {TruncatedNormal{1000, 1}, 1000, 1},
        {TruncatedNormal{0, 3}, 3 * std::sqrt(2 / std::numbers::pi),
         3 * std::sqrt(1 - 2 / std::numbers::pi)},
        {TruncatedNormal{5, 0}, 5, 0},
        {LogNormal{100, 50}, 100, 50},
        {LogNormalLog{0, 1}, std::sqrt(e), std::sqrt((e - 1) * e)},
        {Gamma{100, 150}, 100, 150},
        {with_atom_and_gap, 26.5, std::sqrt(2720.0 / 3 - 26.5 * 26.5)},
        // Law of total variance: E[sd^2] + Var[mean] = (4 + 3 * 9) / 4 + 3/16 * 8^2.
        {Mixture{{{1, Normal{2, 2}}, {3, Gamma{10, 3}}}}, 8, std::sqrt(31.0 / 4 + 12)},
        {Shifted{5, {Exponential{3}}}, 8, 3},
        {Shifted{-5, {Shifted{1, {Gamma{10, 3}}}}}, 6, 3},
        {Weibull{3, 1}, 3, 3},
        {Weibull{10, 2}, 5 * std::sqrt(std::numbers::pi), 10 * std::sqrt(1 - std::numbers::pi / 4)},
    };
    for (const KnownMoments& m : known) {
        INFO("kind " << m.law.index());
        CHECK(mean(m.law) == Approx(m.mean).epsilon(1e-13));
        CHECK(sd(m.law) == Approx(m.sd).epsilon(1e-10));
    }
}

TEST_CASE("moments of the truncated normal, however much is cut off", "[law]") {
    for (double parent : {3.0, 1.0, 0.3, 0.0, -0.5, -1.0, -2.0, -4.0, -5.5}) {
        const KnownMoments exact = by_integration({parent * 20, 20});
        INFO("parent's mean over sd " << parent);
        CHECK(mean(exact.law) == Approx(exact.mean).epsilon(1e-10));
        CHECK(sd(exact.law) == Approx(exact.sd).epsilon(1e-8));
    }
}

TEST_CASE("sd is the true one for narrow laws too", "[law]") {
    for (double cv : {1e-2, 1e-4, 1e-6, 1e-8}) {
        INFO("cv " << cv);
        CHECK(sd(Normal{100, 100 * cv}) == Approx(100 * cv).epsilon(1e-9));
        CHECK(sd(LogNormal{100, 100 * cv}) == Approx(100 * cv).epsilon(1e-9));
        const Uniform even{100, 100 + 100 * cv};
        CHECK(sd(even) == Approx((even.high - even.low) / std::sqrt(12)).epsilon(1e-9));
    }
}

TEST_CASE("nominal parameters are those people name a law by", "[law]") {
    CHECK(nominal_mean(TruncatedNormal{-3, 5}) == -3);
    CHECK(nominal_sd(TruncatedNormal{-3, 5}) == 5);
    CHECK(nominal_mean(Gamma{100, 25}) == 100);
    CHECK(nominal_sd(Gamma{100, 25}) == 25);
    CHECK(nominal_mean(LogNormalLog{0, 1}) == Approx(std::exp(0.5)).epsilon(1e-14));
}

TEST_CASE("chance agrees with Boost.Math on both sides", "[law]") {
    using namespace boost::math;
    const double variance = std::log(1 + 0.25);
    struct Oracle {
        Law law;
        bool positive;
        std::function<Chance(double)> exact;
    };
    const Oracle oracles[] = {
        {Uniform{2, 8}, false, sides(boost::math::uniform(2, 8))},
        {Exponential{3}, true, sides(exponential(1 / 3.0))},
        {Normal{-4, 2}, false, sides(normal(-4, 2))},
        {LogNormal{100, 50}, true,
         sides(lognormal(std::log(100) - variance / 2, std::sqrt(variance)))},
        {LogNormalLog{1, 0.5}, true, sides(lognormal(1, 0.5))},
        {Gamma{100, 25}, true, sides(gamma_distribution<>(16, 6.25))},
        {Weibull{30, 0.7}, true, sides(weibull(0.7, 30))},
        {Weibull{30, 4}, true, sides(weibull(4, 30))},
        {Gamma{100, 200}, true, sides(gamma_distribution<>(0.25, 400))},
        {TruncatedNormal{20, 20}, true, [](double x) { return truncated_oracle(20, 20, x); }},
        {TruncatedNormal{-20, 20}, true, [](double x) { return truncated_oracle(-20, 20, x); }},
        {Shifted{7, {Normal{-4, 2}}}, false, sides(normal(3, 2))},
    };
    for (const Oracle& oracle : oracles) {
        for (double z = -4; z <= 8; z += 0.125) {
            const double x = mean(oracle.law) + z * sd(oracle.law);
            const bool never = oracle.positive && x <= 0;  // Boost refuses to say
            const Chance exact = never ? Chance{0, 1} : oracle.exact(x);
            const Chance got = chance(oracle.law, x);
            INFO("kind " << oracle.law.index() << ", x " << x);
            CHECK(got.below == Approx(exact.below).epsilon(1e-12).margin(1e-15));
            CHECK(got.above == Approx(exact.above).epsilon(1e-12).margin(1e-15));
            if (exact.above < 0.5) CHECK(got.above == Approx(exact.above).epsilon(1e-12));
        }
    }
}

TEST_CASE("the lower side is accurate in its own tail", "[law]") {
    for (double x : {1e-18, 1e-12, 1e-6, 1e-3}) {
        INFO("x " << x);
        CHECK(chance(Exponential{1}, x).below == Approx(-std::expm1(-x)).epsilon(1e-12));
        CHECK(chance(Gamma{1, 1}, x).below == Approx(-std::expm1(-x)).epsilon(1e-12));
    }
    for (double parent : {-1.0, -3.0, -5.0, -5.9}) {
        INFO("parent's mean over sd " << parent);
        CHECK(chance(TruncatedNormal{parent, 1}, 0.1).below ==
              Approx(truncated_oracle(parent, 1, 0.1).below).epsilon(1e-12));
    }
}

TEST_CASE("chance steps where a law has an atom", "[law]") {
    for (const Law& law : std::vector<Law>{Constant{5}, Uniform{5, 5}, Normal{5, 0}, Gamma{5, 0},
                                           TruncatedNormal{5, 0}, LogNormal{5, 0}}) {
        INFO("kind " << law.index());
        CHECK(chance(law, std::nextafter(5.0, 0.0)).below == 0);
        CHECK(chance(law, std::nextafter(5.0, 0.0)).above == 1);
        CHECK(chance(law, 5).below == 1);
        CHECK(chance(law, 5).above == 0);
    }
}

TEST_CASE("an empirical law is linear between its points", "[law]") {
    const struct {
        double x, below;
    } known[] = {{9.99, 0}, {10, 0.2},  {15, 0.35}, {20, 0.5}, {25, 0.5},
                 {30, 0.5}, {40, 0.75}, {50, 1},    {1000, 1}};
    for (const auto& [x, below] : known) {
        INFO("x " << x);
        CHECK(chance(with_atom_and_gap, x).below == Approx(below).epsilon(1e-14));
        CHECK(chance(with_atom_and_gap, x).above == Approx(1 - below).epsilon(1e-14));
    }
}

TEST_CASE("a mixture's chance is the weighted mean of its parts'", "[law]") {
    const Mixture mixture{{{1, Normal{2, 2}}, {3, Gamma{10, 3}}, {0, Constant{-1000}}}};
    for (double x : {-3.0, 0.0, 2.0, 9.0, 30.0}) {
        const Chance a = chance(Normal{2, 2}, x);
        const Chance b = chance(Gamma{10, 3}, x);
        CHECK(chance(mixture, x).below == Approx((a.below + 3 * b.below) / 4).epsilon(1e-14));
        CHECK(chance(mixture, x).above == Approx((a.above + 3 * b.above) / 4).epsilon(1e-14));
    }
}

TEST_CASE("in_family makes the law of that family, or a constant without a spread", "[law]") {
    const auto is = [](const Law& law, double m, double s) {
        return nominal_mean(law) == Approx(m).epsilon(1e-14) &&
               nominal_sd(law) == Approx(s).epsilon(1e-10);
    };
    CHECK(
        std::holds_alternative<TruncatedNormal>(in_family(Family::truncated_normal, 9, 3).kind()));
    CHECK(std::holds_alternative<Normal>(in_family(Family::normal, 9, 3).kind()));
    CHECK(std::holds_alternative<LogNormal>(in_family(Family::lognormal, 9, 3).kind()));
    CHECK(std::holds_alternative<Gamma>(in_family(Family::gamma, 9, 3).kind()));
    CHECK(is(in_family(Family::truncated_normal, 9, 3), 9, 3));
    CHECK(is(in_family(Family::normal, 9, 3), 9, 3));
    CHECK(is(in_family(Family::lognormal, 9, 3), 9, 3));
    CHECK(is(in_family(Family::gamma, 9, 3), 9, 3));
    CHECK(is(in_family(Family::exponential, 9, 9), 9, 9));
    CHECK(is(in_family(Family::constant, 9, 3), 9, 0));
    for (Family family :
         {Family::truncated_normal, Family::normal, Family::lognormal, Family::gamma}) {
        CHECK(std::holds_alternative<Constant>(in_family(family, 9, 0).kind()));
    }
    CHECK(is(in_family(Family::exponential, 9, 0), 9, 9));  // its mean is all it has
}

TEST_CASE("with_cv keeps the nominal mean and sets the nominal sd", "[law]") {
    const std::vector<Law> laws = {Uniform{50, 150},
                                   Normal{100, 1},
                                   TruncatedNormal{100, 5},
                                   LogNormal{100, 20},
                                   LogNormalLog{1, 2},
                                   Gamma{100, 30},
                                   Empirical{{{80, 0}, {90, 0.25}, {130, 1}}}};
    for (const Law& law : laws) {
        for (double cv : {0.05, 0.2, 0.4}) {
            INFO("kind " << law.index() << ", cv " << cv);
            const Law scaled = with_cv(law, cv);
            const double m = nominal_mean(law);
            CHECK_NOTHROW(validate(scaled));
            CHECK(nominal_mean(scaled) == Approx(m).epsilon(1e-12));
            CHECK(nominal_sd(scaled) == Approx(cv * m).epsilon(1e-10));
        }
        CHECK(nominal_mean(with_cv(law, 0)) == Approx(nominal_mean(law)).epsilon(1e-12));
        CHECK(nominal_sd(with_cv(law, 0)) == Approx(0).margin(1e-6));
    }
    CHECK(std::holds_alternative<Gamma>(with_cv(Gamma{100, 30}, 0.2).kind()));
    CHECK(std::holds_alternative<LogNormal>(with_cv(LogNormalLog{1, 2}, 0.2).kind()));
}

TEST_CASE("with_cv moves what an empirical law has below zero to zero", "[law]") {
    // Evenly on [0, 100]: deviations scaled by sqrt(3) about 50, evenly on [50 - 50 sqrt(3), ...].
    const Law even = Empirical{{{0, 0}, {100, 1}}};
    const Law scaled = with_cv(even, 1);
    const double top = 50 + 50 * std::sqrt(3);
    const double at_zero = (top - 100) / (2 * top - 100);
    CHECK(chance(scaled, 0).below == Approx(at_zero).epsilon(1e-12));
    CHECK(chance(scaled, top / 2).above == Approx((1 - at_zero) / 2).epsilon(1e-12));
    CHECK(mean(scaled) == Approx((1 - at_zero) * top / 2).epsilon(1e-12));
}

TEST_CASE("infimum is the least value a law can take", "[law]") {
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(infimum(Constant{7}) == 7);
    CHECK(infimum(Uniform{-2, 8}) == -2);
    CHECK(infimum(Normal{5, 1}) == -infinity);
    CHECK(infimum(with_atom_and_gap) == 10);
    for (const Law& law : std::vector<Law>{Exponential{3}, TruncatedNormal{5, 1}, LogNormal{3, 1},
                                           LogNormalLog{3, 1}, Gamma{3, 1}, Weibull{3, 2}}) {
        CHECK(infimum(law) == 0);
        CHECK(infimum(Shifted{-4, {law}}) == -4);
    }
    CHECK(infimum(Mixture{{{1, Gamma{3, 1}}, {2, Uniform{-3, 5}}, {0, Normal{0, 1}}}}) == -3);
}

TEST_CASE("with_cv refuses laws without a spread of their own", "[law]") {
    // As wide as that, the law would be redrawn, and its mean be another.
    CHECK_THROWS_AS(with_cv(Uniform{10, 30, BelowZero::redraw}, 1), UserError);
    CHECK(sd(with_cv(Uniform{10, 30, BelowZero::redraw}, 0.5)) == Approx(10));
    const std::vector<Law> without = {Constant{5}, Weibull{5, 2}, Exponential{5},
                                      Mixture{{{1, Normal{1, 1}}}}, Shifted{1, {Normal{1, 1}}}};
    for (const Law& law : without) CHECK_THROWS_AS(with_cv(law, 0.5), UserError);
}

TEST_CASE("validate accepts what is a law", "[law]") {
    const std::vector<Law> good = {Constant{-3},
                                   Uniform{5, 5},
                                   Exponential{1e-9},
                                   Normal{-5, 0},
                                   TruncatedNormal{-5, 1},
                                   TruncatedNormal{5, 0},
                                   LogNormal{1, 0},
                                   LogNormalLog{-3, 0},
                                   Gamma{5, 0},
                                   Gamma{1, 1.01e-4},
                                   with_atom_and_gap,
                                   Empirical{{{0, 0}, {1, 1}}},
                                   Empirical{{{1, 0}, {1, 1}}},
                                   Weibull{1, 0.05},
                                   Mixture{{{0, Constant{1}}, {1, Gamma{1, 1}}}},
                                   Shifted{-5, {Exponential{1}}}};
    for (const Law& law : good) {
        INFO("kind " << law.index());
        CHECK_NOTHROW(validate(law));
    }
}

TEST_CASE("validate refuses what is none", "[law]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Law> bad = {
        Uniform{5, 4},
        Uniform{nan, 4},
        Exponential{0},
        Exponential{-1},
        Normal{0, -1},
        Normal{0, nan},
        TruncatedNormal{5, -1},
        TruncatedNormal{-6, 1},
        TruncatedNormal{-1, 0},
        LogNormal{0, 1},
        LogNormal{-1, 1},
        LogNormal{1, -1},
        LogNormalLog{0, -1},
        Gamma{0, 1},
        Gamma{1, -1},
        Gamma{1, 0.99e-4},
        Gamma{1e-300, 1e9},
        LogNormal{1e-300, 1e9},
        Empirical{},
        Empirical{{{1, 1}}},
        Empirical{{{2, 0}, {1, 1}}},
        Empirical{{{1, -0.1}, {2, 1}}},
        Empirical{{{1, 0}, {2, 0.9}}},
        Empirical{{{1, 0}, {2, 0.6}, {3, 0.5}, {4, 1}}},
        Mixture{},
        Mixture{{{0, Constant{1}}}},
        Mixture{{{-1, Constant{1}}, {2, Constant{2}}}},
        Mixture{{{1, Exponential{0}}}},
        Shifted{1, {Gamma{0, 1}}},
        Weibull{0, 1},
        Weibull{1, 0.04},
        Weibull{1, 1001},
        Weibull{1, nan},
        Empirical{{{1, 0}, {nan, 1}}},
        Empirical{{{1, 0}, {2, nan}}},
    };
    for (size_t i = 0; i < bad.size(); ++i) {
        INFO("law " << i);
        CHECK_THROWS_AS(validate(bad[i]), UserError);
    }
}

}  // namespace mdisim
