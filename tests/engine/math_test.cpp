#include "sim/engine/math.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <sstream>
#include <string>

#include "sim/describe/check.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const boost::math::normal standard_normal;

// The largest error seen, and where.
struct Worst {
    double error = 0;
    double at = 0;

    void meet(double x, long double got, long double exact) { keep(x, (got - exact) / exact); }
    void keep(double x, long double difference) {
        const auto size = static_cast<double>(std::fabs(difference));
        if (!(size <= error)) {
            error = size;
            at = x;
        }
    }
    // Empty when all errors were within the bound.
    std::string beyond(double bound) const {
        if (error <= bound) return "";
        std::ostringstream text;
        text << "error " << error << " at " << at << ", more than " << bound;
        return text.str();
    }
};

double monotone_from(double p, double step, int n) {
    double fall = 0;
    double previous = normal_quantile(p);
    for (int i = 1; i < n; ++i) {
        const double x = normal_quantile(p + i * step);
        fall = std::max(fall, previous - x);
        previous = x;
    }
    return fall;
}

}  // namespace

TEST_CASE("portable_log is the logarithm to 2e-16, subnormal numbers included", "[math]") {
    Worst wide;
    for (int exponent = -1074; exponent <= 1023; ++exponent) {
        for (int k = 0; k < 40; ++k) {
            const double x = std::ldexp(1 + k / 40.0 + 0.00137 * (k % 7), exponent);
            if (x == 1) continue;
            wide.meet(x, portable_log(x), std::log(static_cast<long double>(x)));
        }
    }
    CHECK(wide.beyond(2e-16) == "");
    Worst near_one;
    for (int i = 1; i <= 200000; ++i) {
        for (double x : {1 + i * 2e-6, 1 - i * 2e-6, 1 + i * 0x1p-52, 1 - i * 0x1p-53}) {
            near_one.meet(x, portable_log(x), std::log(static_cast<long double>(x)));
        }
    }
    CHECK(near_one.beyond(2e-16) == "");
    CHECK(portable_log(1) == 0);
    CHECK(portable_log(infinity) == infinity);
    CHECK_THROWS_AS(portable_log(0), InternalError);
    CHECK_THROWS_AS(portable_log(-1), InternalError);
}

TEST_CASE("portable_sin is the sine to 3e-16, up to angles of 1e8", "[math]") {
    const auto exact = [](double x) { return std::sin(static_cast<long double>(x)); };
    Worst worst;
    for (int i = -400'000; i <= 400'000; ++i) {
        for (double x : {i * 1e-5, i * 0.0137, i * 249.99, i * (std::numbers::pi / 4)}) {
            worst.keep(x, portable_sin(x) - exact(x));
        }
    }
    CHECK(worst.beyond(3e-16) == "");
    Worst near_zero;  // relative, where the sine is its angle
    for (int exponent = -60; exponent < 0; ++exponent) {
        const double x = std::ldexp(1.37, exponent);
        near_zero.meet(x, portable_sin(x), exact(x));
    }
    CHECK(near_zero.beyond(3e-16) == "");
    CHECK(portable_sin(0) == 0);
    CHECK(portable_sin(sine_limit) == -portable_sin(-sine_limit));
    CHECK_THROWS_AS(portable_sin(1.01e8), InternalError);
    CHECK_THROWS_AS(portable_sin(std::numeric_limits<double>::quiet_NaN()), InternalError);
}

TEST_CASE("portable_exp is the exponential to 4e-16", "[math]") {
    Worst worst;
    for (int i = -708000; i <= 709700; i += 7) {
        const double x = i * 1e-3;
        worst.meet(x, portable_exp(x), std::exp(static_cast<long double>(x)));
    }
    CHECK(worst.beyond(4e-16) == "");
    Worst subnormal;  // in units of the last place
    for (int i = -745130; i < -708400; i += 3) {
        const double x = i * 1e-3;
        const long double exact = std::exp(static_cast<long double>(x));
        subnormal.keep(x, (portable_exp(x) - exact) / 0x1p-1074L);
    }
    CHECK(subnormal.beyond(2) == "");
    CHECK(portable_exp(0) == 1);
    CHECK(portable_exp(710) == infinity);
    CHECK(portable_exp(infinity) == infinity);
    CHECK(portable_exp(-746) == 0);
    CHECK(portable_exp(-infinity) == 0);
}

TEST_CASE("normal_quantile agrees with Boost.Math to 2e-15", "[math]") {
    Worst worst;
    for (double p = 1e-300; p < 0.5; p *= 1.013) {
        worst.meet(p, normal_quantile(p), quantile(standard_normal, p));
    }
    for (int i = 1; i < 2000; ++i) {
        if (i == 1000) continue;
        const double p = i / 2000.0;
        worst.meet(p, normal_quantile(p), quantile(standard_normal, p));
    }
    CHECK(worst.beyond(2e-15) == "");
    CHECK(normal_quantile(0.5) == 0);
    CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
}

TEST_CASE("normal_quantile never falls, not even between neighbouring uniforms", "[math]") {
    CHECK(monotone_from(0x1p-20, 0x1p-20, (1 << 20) - 1) == 0);
    constexpr double next = 0x1p-52;
    constexpr int n = 100000;
    const double far_tail = std::ldexp(std::floor(std::ldexp(std::exp(-25.0), 52)), -52) + next / 2;
    for (double p : {0x1p-53, far_tail - 1e4 * next, 0.075 - n / 2 * next, 0.25, 0.5 - n / 2 * next,
                     0.925 - n / 2 * next, 1 - n * next}) {
        INFO("from " << p);
        CHECK(p > 0);
        CHECK(monotone_from(p, next, n) == 0);
    }
}

TEST_CASE("normal_quantile is odd about one half, exactly", "[math]") {
    int wrong = 0;
    const auto meet = [&](double p) { wrong += normal_quantile(1 - p) != -normal_quantile(p); };
    for (uint64_t i = 0; i < 200000; ++i) {
        const uint64_t lane = random_lanes(3, {{}, 0, 0, 0, i}).lane[0];
        meet(static_cast<double>(1 + (lane >> 13)) * 0x1p-52);
        meet(static_cast<double>(1 + i) * 0x1p-52);
        meet(uniform_of(random_lanes(3, {{}, 0, 0, 0, i}).lane[1]));
    }
    CHECK(wrong == 0);
}

TEST_CASE("normal_below agrees with Boost.Math, relatively, down to -37", "[math]") {
    Worst body, tail;
    for (int i = -3700; i <= 1000; ++i) {
        const double x = i * 0.01;
        (x > -5 ? body : tail).meet(x, normal_below(x), cdf(standard_normal, x));
    }
    CHECK(body.beyond(4e-14) == "");
    CHECK(tail.beyond(4e-13) == "");
    CHECK(normal_below(0) == 0.5);
    CHECK(normal_below(-40) == 0);
    CHECK(normal_below(40) == 1);
    CHECK(normal_density(0) == Approx(0.3989422804014327).epsilon(1e-15));
    CHECK(normal_density(-2.5) == Approx(pdf(standard_normal, 2.5)).epsilon(1e-15));
}

TEST_CASE("both_below: products, quadrants and limits", "[math]") {
    const double pi = 3.14159265358979323846;
    for (const double a : {-3.0, -0.4, 0.0, 1.7}) {
        for (const double b : {-2.0, 0.3, 2.5}) {
            CHECK(both_below(a, b, 0) == Approx(normal_below(a) * normal_below(b)).margin(1e-12));
            for (const double correlation : {0.2, 0.7, 0.95}) {
                CHECK(both_below(a, b, correlation) ==
                      Approx(both_below(b, a, correlation)).margin(1e-12));
                CHECK(both_below(a, 100, correlation) == Approx(normal_below(a)).margin(1e-12));
                CHECK(both_below(a, -100, correlation) == Approx(0).margin(1e-12));
            }
        }
    }
    // Sheppard's: a quadrant has 1/4 + asin(correlation) / (2 pi).
    for (const double correlation : {0.0, 0.1, 0.5, 0.8, 0.95}) {
        CHECK(both_below(0, 0, correlation) ==
              Approx(0.25 + std::asin(correlation) / (2 * pi)).margin(1e-12));
    }
    CHECK_THROWS_AS(both_below(0, 0, 1), InternalError);
    CHECK_THROWS_AS(both_below(0, 0, -0.1), InternalError);
}

TEST_CASE("normal_below undoes normal_quantile", "[math]") {
    Worst worst;
    for (double p = 1e-290; p < 1; p *= 1.07) worst.meet(p, normal_below(normal_quantile(p)), p);
    CHECK(worst.beyond(1e-12) == "");
}

TEST_CASE("log_gamma agrees with Boost.Math to 2e-14", "[math]") {
    Worst worst;
    for (double x = 1e-8; x < 1e9; x *= 1.07) {
        const double exact = boost::math::lgamma(x);
        worst.keep(x, (log_gamma(x) - exact) / std::max(1.0, std::fabs(exact)));
    }
    CHECK(worst.beyond(2e-14) == "");
    CHECK(log_gamma(0.5) == Approx(0.5723649429247001).epsilon(1e-14));  // log sqrt(pi)
    CHECK(log_gamma(11) == Approx(15.10441257307552).epsilon(1e-14));    // log 10!
    CHECK_THROWS_AS(log_gamma(0), InternalError);
}

TEST_CASE("gamma_sides: a whole shape is a sum of Poisson chances", "[math]") {
    for (double x : {1e-3, 0.5, 1.0, 3.9, 4.1, 20.0, 200.0}) {
        const double above = std::exp(-x) * (1 + x + x * x / 2);
        CHECK(gamma_sides(1, x).above == Approx(std::exp(-x)).epsilon(1e-13));
        CHECK(gamma_sides(3, x).above == Approx(above).epsilon(1e-13));
        CHECK(gamma_sides(3, x).below == Approx(1 - above).epsilon(1e-13).margin(1e-15));
    }
    CHECK(gamma_sides(2, 0).below == 0);
    CHECK(gamma_sides(2, -1).above == 1);
}

TEST_CASE("gamma_sides agrees with Boost.Math on both sides", "[math]") {
    for (double shape : {0.05, 0.3, 1.0, 2.5, 10.0, 100.0, 1e4, 1e6, 1e8}) {
        Worst below, above;
        for (int i = -80; i <= 80; ++i) {
            double x = shape + std::sqrt(shape) * i * 0.1;
            if (x <= 0) x = shape * std::exp(i * 0.1);
            const Sides sides = gamma_sides(shape, x);
            below.meet(x, sides.below, boost::math::gamma_p(shape, x));
            above.meet(x, sides.above, boost::math::gamma_q(shape, x));
        }
        INFO("shape " << shape);
        CHECK(below.beyond(1e-12 * (1 + shape / 100)) == "");
        CHECK(above.beyond(1e-12 * (1 + shape / 100)) == "");
    }
}

TEST_CASE("beta_below: powers where a side is one, and its own complement", "[math]") {
    for (double x : {1e-6, 0.01, 0.3, 0.5, 0.8, 0.999}) {
        for (double a : {0.5, 1.0, 3.0, 40.0}) {
            CHECK(beta_below(a, 1, x) == Approx(std::pow(x, a)).epsilon(1e-12));
            CHECK(beta_below(1, a, x) == Approx(-std::expm1(a * std::log1p(-x))).epsilon(1e-12));
            CHECK(beta_below(a, 2.5, x) + beta_below(2.5, a, 1 - x) == Approx(1).epsilon(1e-13));
        }
    }
    CHECK(beta_below(2, 3, 0) == 0);
    CHECK(beta_below(2, 3, 1) == 1);
}

TEST_CASE("beta_below agrees with Boost.Math", "[math]") {
    for (double a : {0.5, 1.0, 4.5, 30.0, 500.0, 1e5}) {
        for (double b : {0.5, 1.0, 7.0, 200.0, 1e5, 1e6}) {
            Worst worst;
            for (int i = 1; i < 400; ++i) {
                for (double x : {i / 400.0, i / 400e3}) {
                    const double exact = boost::math::ibeta(a, b, x);
                    if (exact > 1e-290) worst.meet(x, beta_below(a, b, x), exact);
                }
            }
            INFO("a " << a << ", b " << b);
            CHECK(worst.beyond(1e-12 * (1 + (a + b) / 100)) == "");
        }
    }
}

TEST_CASE("beta_quantile undoes Boost.Math's incomplete beta", "[math]") {
    for (double a : {0.5, 1.0, 4.0, 17.0, 300.0, 10001.0}) {
        for (double b : {0.5, 1.0, 9.0, 84.0, 1000.0, 10000.0}) {
            for (double p : {1e-6, 0.025, 0.5, 0.975}) {
                INFO("a " << a << ", b " << b << ", p " << p);
                const double x = beta_quantile(a, b, p);
                CHECK(x == Approx(boost::math::ibeta_inv(a, b, p)).epsilon(1e-10));
            }
        }
    }
}

TEST_CASE("student_quantile: closed forms for one and two degrees", "[math]") {
    for (double p : {0.6, 0.75, 0.9, 0.975, 0.9995}) {
        const double alpha = 4 * p * (1 - p);
        CHECK(student_quantile(p, 1) ==
              Approx(std::tan(std::numbers::pi * (p - 0.5))).epsilon(1e-12));
        CHECK(student_quantile(p, 2) == Approx((2 * p - 1) * std::sqrt(2 / alpha)).epsilon(1e-12));
    }
    CHECK(student_quantile(0.975, 9) == Approx(2.262157162798205).epsilon(1e-12));
    CHECK(student_quantile(0.5, 4) == 0);
}

TEST_CASE("student_quantile agrees with Boost.Math", "[math]") {
    for (double degrees : {1.0, 2.0, 3.0, 9.0, 19.0, 99.0, 999.0, 1e5}) {
        const boost::math::students_t law(degrees);
        for (double p : {0.6, 0.75, 0.95, 0.975, 0.995, 0.9995, 0.999999}) {
            INFO("degrees " << degrees << ", p " << p);
            CHECK(student_quantile(p, degrees) ==
                  Approx(quantile(law, p)).epsilon(degrees < 1000 ? 2e-12 : 2e-10));
        }
    }
    CHECK_THROWS_AS(student_quantile(0.4, 3), InternalError);
    CHECK_THROWS_AS(student_quantile(1.0, 3), InternalError);
    CHECK_THROWS_AS(student_quantile(0.9, 0.5), InternalError);
}

}  // namespace mdisim
