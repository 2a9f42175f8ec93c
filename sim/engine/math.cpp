#include "sim/engine/math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/describe/check.hpp"
#include "sim/engine/time.hpp"

namespace mdisim {
namespace {

constexpr double inv_sqrt_two_pi = 0.39894228040143267794;
constexpr double log_sqrt_two_pi = 0.91893853320467274178;
constexpr double tiny = 1e-300;
constexpr double epsilon = std::numeric_limits<double>::epsilon();

// Lentz's evaluation of a continued fraction b0 + a1/(b1 + a2/(b2 + ...)), where next(k) gives
// {a_k, b_k}.
struct Term {
    double a;
    double b;
};
template <class Next>
double continued_fraction(double b0, Next next) {
    double f = b0 == 0 ? tiny : b0;
    double c = f;
    double d = 0;
    for (int k = 1; k < 10000; ++k) {
        const Term term = next(k);
        d = term.b + term.a * d;
        if (d == 0) d = tiny;
        c = term.b + term.a / c;
        if (c == 0) c = tiny;
        d = 1 / d;
        const double delta = c * d;
        f *= delta;
        if (std::fabs(delta - 1) < epsilon) break;
    }
    return f;
}

// Finds x in [low, high] with below(x) = p, by bisection down to neighbouring doubles. Requires
// that below rises with x.
template <class Below>
double bisect(double low, double high, double p, Below below) {
    for (int i = 0; i < 2000; ++i) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (below(middle) < p ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

}  // namespace

double portable_log(double x) {
    ensure(x > 0, "the logarithm needs a positive number");
    if (x < 0x1p-1022) return kernels::log(x * 0x1p54) - 54 * 0.69314718055994530942;
    if (x > std::numeric_limits<double>::max()) return x;
    return kernels::log(x);
}

double portable_exp(double x) {
    if (x > 709.78) return std::numeric_limits<double>::infinity();
    if (x < -745.2) return 0;
    if (x > 700 || x < -700) {
        const double half = kernels::exp(x / 2);
        return half * half;
    }
    return kernels::exp(x);
}

// The nearest multiple of pi/2, k pi/2, is subtracted from x. This is done with pi/2 in four parts,
// the first three of 25 bits, so that their products with k are exact. The Taylor series of the
// rest have remainders below 2^-57.
double portable_sin(double x) {
    ensure(x >= -sine_limit && x <= sine_limit, "a sine of an angle that is too large");
    static constexpr double odd[] = {-1.0 / 6,
                                     1.0 / 120,
                                     -1.0 / 5040,
                                     1.0 / 362880,
                                     -1.0 / 39916800,
                                     1.0 / 6227020800.0,
                                     -1.0 / 1307674368000.0,
                                     1.0 / 355687428096000.0};
    static constexpr double even[] = {
        -1.0 / 2,       1.0 / 24,        -1.0 / 720,           1.0 / 40320,
        -1.0 / 3628800, 1.0 / 479001600, -1.0 / 87178291200.0, 1.0 / 20922789888000.0};
    const double shifted = x * 0x1.45f306dc9c883p-1 + rounding_magic;
    const double k = shifted - rounding_magic;
    const double r = (((x - k * 0x1.921fb5p+0) - k * 0x1.110b46p-26) - k * 0x1.1a6263p-54) -
                     k * 0x1.8a2e03707344ap-81;
    const double z = r * r;
    const uint64_t quadrant = std::bit_cast<uint64_t>(shifted) & 3;
    const double size = quadrant % 2 == 0 ? r + r * (z * kernels::horner(z, odd))
                                          : 1 + z * kernels::horner(z, even);
    return quadrant < 2 ? size : -size;
}

double normal_density(double x) { return inv_sqrt_two_pi * portable_exp(-0.5 * x * x); }

double normal_below(double x) {
    if (x < -2.5) {
        // Mills ratio: 1 / (t + 1/(t + 2/(t + 3/...)))
        const double t = -x;
        const double fraction = continued_fraction(t, [t](int k) {
            return Term{static_cast<double>(k), t};
        });
        return normal_density(x) / fraction;
    }
    if (x > 2.5) return 1 - normal_below(-x);
    double term = x;
    double sum = x;
    for (int k = 3; std::fabs(term) > epsilon * 0.1 * std::fabs(sum); k += 2) {
        term *= x * x / k;
        sum += term;
    }
    return 0.5 + normal_density(x) * sum;
}

// X and Y are sqrt(correlation) T plus independent parts. The trapezoidal rule over T is exact but
// for exp(-2 (pi s / step)^2), where s > 0.22 is the width of the integrand's steps.
double both_below(double a, double b, double correlation) {
    ensure(correlation >= 0 && correlation <= 0.95, "a correlation that is not in [0, 0.95]");
    constexpr double step = 1.0 / 8;
    const double shared = __builtin_sqrt(correlation);
    const double own = __builtin_sqrt(1 - correlation);
    double sum = 0;
    for (double t = -9; t <= 9; t += step) {
        sum += normal_density(t) * normal_below((a - shared * t) / own) *
               normal_below((b - shared * t) / own);
    }
    return sum * step;
}

double log_gamma(double x) {
    ensure(x > 0, "the logarithm needs a positive number");
    double shift = 1;
    while (x < 15) shift *= x++;
    static constexpr double stirling[] = {1.0 / 12,    -1.0 / 360,      1.0 / 1260,
                                          -1.0 / 1680, 1.0 / 1188,      -691.0 / 360360,
                                          1.0 / 156,   -3617.0 / 122400};
    const double inverse = 1 / x;
    const double series = inverse * kernels::horner(inverse * inverse, stirling);
    return (x - 0.5) * portable_log(x) - x + log_sqrt_two_pi + series - portable_log(shift);
}

Sides gamma_sides(double a, double x) {
    if (x <= 0) return {0, 1};
    const double front = portable_exp(a * portable_log(x) - x - log_gamma(a));
    if (x < a + 1) {
        double term = 1 / a;
        double sum = term;
        for (int k = 1; term > sum * epsilon * 0.1; ++k) {
            term *= x / (a + k);
            sum += term;
        }
        const double below = front * sum;
        return {below, 1 - below};
    }
    const double fraction = continued_fraction(x + 1 - a, [a, x](int k) {
        return Term{-k * (k - a), x + 2 * k + 1 - a};
    });
    const double above = front / fraction;
    return {1 - above, above};
}

double beta_below(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    if (x > (a + 1) / (a + b + 2)) return 1 - beta_below(b, a, 1 - x);
    const double front = portable_exp(a * portable_log(x) + b * portable_log(1 - x) +
                                      log_gamma(a + b) - log_gamma(a) - log_gamma(b)) /
                         a;
    const double fraction = continued_fraction(1, [a, b, x](int k) {
        const int m = k / 2;
        if (k % 2 == 0) return Term{m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1};
        return Term{-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1};
    });
    return front / fraction;
}

double beta_quantile(double a, double b, double p) {
    return bisect(0, 1, p, [a, b](double x) { return beta_below(a, b, x); });
}

double student_quantile(double p, double degrees) {
    ensure(p >= 0.5 && p < 1 && degrees >= 1, "quantile of Student's t out of range");
    if (p == 0.5) return 0;
    // P(|T| > t) = I_{v/(v+t^2)}(v/2, 1/2)
    const double x = beta_quantile(degrees / 2, 0.5, 2 * (1 - p));
    return __builtin_sqrt(degrees * (1 - x) / x);
}

}  // namespace mdisim
