// Portable elementary and special functions: the same bits on every machine. Nothing that reaches a
// result calls libm's versions (they differ between processors with and without FMA).
#pragma once

#include "sim/engine/kernels.hpp"

namespace mdisim {

double portable_log(double x);  // requires x > 0, which may be subnormal
double portable_exp(double x);  // any x; overflows to infinity, underflows to 0
inline constexpr double sine_limit = 1e8;
double portable_sin(double x);  // |x| <= sine_limit

inline double normal_quantile(double p) { return kernels::normal_quantile(p); }  // 0 < p < 1
double normal_density(double x);
double normal_below(double x);  // P(Z <= x), accurate in the lower tail

double log_gamma(double x);  // x > 0
// P(G <= x) and P(G > x) for a gamma variable of this shape and scale 1.
struct Sides {
    double below;
    double above;
};
Sides gamma_sides(double shape, double x);

double beta_below(double a, double b, double x);     // regularised incomplete beta
double beta_quantile(double a, double b, double p);  // its inverse in x
double student_quantile(double p, double degrees);   // 0.5 <= p < 1

}  // namespace mdisim
