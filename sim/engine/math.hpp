// Portable elementary and special functions: the same bits on every machine. Code that reaches a
// result does not call libm's versions, which differ between processors with and without FMA.
#pragma once

#include "sim/engine/kernels.hpp"

namespace mdisim {

double portable_log(double x);  // Requires x > 0; x may be subnormal.
double portable_exp(double x);  // Overflows to infinity and underflows to 0.
inline constexpr double sine_limit = 1e8;
double portable_sin(double x);  // Requires |x| <= sine_limit.

// Requires 0 < p < 1.
inline double normal_quantile(double p) { return kernels::normal_quantile(p); }
double normal_density(double x);
double normal_below(double x);  // P(Z <= x), accurate in the lower tail
// P(X <= a and Y <= b) for standard normal X and Y of this correlation, with an absolute error
// below 1e-12. Requires 0 <= correlation <= 0.95.
double both_below(double a, double b, double correlation);

double log_gamma(double x);  // Requires x > 0.
// P(G <= x) and P(G > x) for a gamma variable G of this shape and scale 1.
struct Sides {
    double below;
    double above;
};
Sides gamma_sides(double shape, double x);

// The regularised incomplete beta function.
double beta_below(double a, double b, double x);
// The x at which beta_below(a, b, x) = p.
double beta_quantile(double a, double b, double p);
// The quantile of Student's t. Requires 0.5 <= p < 1 and degrees >= 1.
double student_quantile(double p, double degrees);

}  // namespace mdisim
