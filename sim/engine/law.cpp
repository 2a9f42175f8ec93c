#include "sim/engine/law.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/describe/error.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/moments.hpp"

namespace mdisim {
namespace {

template <class... F>
struct Overload : F... {
    using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

double square(double x) { return x * x; }
// exp(x) - 1, accurate for small x too.
double expm1(double x) {
    if (x > 0.3 || x < -0.3) return portable_exp(x) - 1;
    double term = x;
    double sum = x;
    for (int k = 2; term * term > 1e-36 * sum * sum; ++k) sum += term *= x / k;
    return sum;
}
double root(double x) { return __builtin_sqrt(x > 0 ? x : 0); }

LogNormalLog in_logs(const LogNormal& law) {
    const double variance = portable_log(1 + square(law.sd / law.mean));
    return {portable_log(law.mean) - variance / 2, root(variance)};
}

double gamma_shape(const Gamma& law) { return square(law.mean / law.sd); }
double gamma_scale(const Gamma& law) { return law.sd * law.sd / law.mean; }

Moments from_mean_sd(double mean, double sd) { return {mean, square(sd)}; }

Moments truncated_moments(const TruncatedNormal& law) {
    if (law.sd == 0) return from_mean_sd(law.mean, 0);
    const double alpha = -law.mean / law.sd;
    const double hazard = normal_density(alpha) / normal_below(-alpha);
    return from_mean_sd(law.mean + law.sd * hazard,
                        law.sd * root(1 + alpha * hazard - hazard * hazard));
}

Moments weibull_moments(const Weibull& law) {
    const double first = portable_exp(log_gamma(1 + 1 / law.shape));
    const double second = portable_exp(log_gamma(1 + 2 / law.shape));
    return {law.scale * first, square(law.scale) * (second - square(first))};
}

bool is_redrawn(const std::optional<BelowZero>& below_zero) {
    return below_zero == BelowZero::redraw;
}
TruncatedNormal redrawn(const Normal& law) { return {law.mean, law.sd}; }
Uniform redrawn(const Uniform& law) { return {std::max(law.low, 0.0), law.high}; }

Moments moments(const Law& law);

Moments moments_of(const Empirical& law) {
    return law.fitted.empty() ? empirical_moments(law) : moments(law.fitted.front());
}

Moments moments(const Law& law) {
    return std::visit(Overload{[](const Constant& x) { return from_mean_sd(x.value, 0); },
                               [](const Uniform& x) {
                                   if (is_redrawn(x.below_zero)) return moments(redrawn(x));
                                   return from_mean_sd((x.low + x.high) / 2,
                                                       (x.high - x.low) / root(12));
                               },
                               [](const Exponential& x) { return from_mean_sd(x.mean, x.mean); },
                               [](const Normal& x) {
                                   return is_redrawn(x.below_zero) ? truncated_moments(redrawn(x))
                                                                   : from_mean_sd(x.mean, x.sd);
                               },
                               [](const TruncatedNormal& x) { return truncated_moments(x); },
                               [](const LogNormal& x) { return from_mean_sd(x.mean, x.sd); },
                               [](const LogNormalLog& x) {
                                   const double m = portable_exp(x.mu_ln + square(x.sigma_ln) / 2);
                                   return Moments{m, square(m) * expm1(square(x.sigma_ln))};
                               },
                               [](const Gamma& x) { return from_mean_sd(x.mean, x.sd); },
                               [](const Empirical& x) { return moments_of(x); },
                               [](const Weibull& x) { return weibull_moments(x); },
                               [](const Mixture& x) {
                                   Blend blend;
                                   for (const Part& part : x.parts)
                                       blend.add(part.weight, moments(part.law));
                                   return blend.moments();
                               },
                               [](const Shifted& x) {
                                   const Moments m = moments(x.law.front());
                                   return Moments{m.mean + x.by, m.variance};
                               }},
                      law.kind());
}

Chance around_point(double x, double point) { return x < point ? Chance{0, 1} : Chance{1, 0}; }

Chance normal_chance(double x, double mean, double sd) {
    if (sd == 0) return around_point(x, mean);
    const double z = (x - mean) / sd;
    return {normal_below(z), normal_below(-z)};
}

Chance truncated_chance(double x, const TruncatedNormal& law) {
    if (x <= 0) return {0, 1};
    if (law.sd == 0) return around_point(x, law.mean);
    const double mass = normal_below(law.mean / law.sd);
    const double above = normal_below((law.mean - x) / law.sd) / mass;
    // The difference of two tail probabilities, taken in the tail where they are smaller.
    const double below =
        law.mean > 0 ? normal_below((x - law.mean) / law.sd) - normal_below(-law.mean / law.sd)
                     : normal_below(law.mean / law.sd) - normal_below((law.mean - x) / law.sd);
    return {below / mass, above};
}

Chance weibull_chance(double x, const Weibull& law) {
    if (x <= 0) return {0, 1};
    const double power = portable_exp(law.shape * portable_log(x / law.scale));
    return {-expm1(-power), portable_exp(-power)};
}

Chance chance_of(const Empirical& law, double x) {
    return law.fitted.empty() ? empirical_chance(law, x) : chance(law.fitted.front(), x);
}

Chance log_chance(double x, const LogNormalLog& law) {
    if (x <= 0) return {0, 1};
    return normal_chance(portable_log(x), law.mu_ln, law.sigma_ln);
}

Chance mixture_chance(double x, const Mixture& law) {
    Chance sum{0, 0};
    double weight = 0;
    for (const Part& part : law.parts) {
        const Chance c = chance(part.law, x);
        sum.below += part.weight * c.below;
        sum.above += part.weight * c.above;
        weight += part.weight;
    }
    return {sum.below / weight, sum.above / weight};
}

}  // namespace

namespace {

struct Numbers {
    std::vector<double> list;

    void add(const Law& law) {
        list.push_back(static_cast<double>(law.index()));
        std::visit([this](const auto& kind) { of(kind); }, law.kind());
    }
    void of(const Constant& law) { put({law.value}); }
    void of(const Uniform& law) { put({law.low, law.high, number_of(law.below_zero)}); }
    void of(const Exponential& law) { put({law.mean}); }
    void of(const Normal& law) { put({law.mean, law.sd, number_of(law.below_zero)}); }
    void of(const TruncatedNormal& law) { put({law.mean, law.sd}); }
    void of(const LogNormal& law) { put({law.mean, law.sd}); }
    void of(const LogNormalLog& law) { put({law.mu_ln, law.sigma_ln}); }
    void of(const Gamma& law) { put({law.mean, law.sd}); }
    void of(const Empirical& law) {
        if (law.fitted.empty()) {
            add_numbers(law, list);
        } else {
            add(law.fitted.front());
        }
    }
    void of(const Weibull& law) { put({law.scale, law.shape}); }
    void of(const Mixture& law) {
        put({static_cast<double>(law.parts.size())});
        for (const Part& part : law.parts) {
            put({part.weight});
            add(part.law);
        }
    }
    void of(const Shifted& law) {
        put({law.by, number_of(law.below_zero)});
        add(law.law.front());
    }
    static double number_of(const std::optional<BelowZero>& below_zero) {
        return below_zero ? 1 + static_cast<double>(*below_zero) : 0;
    }
    void put(std::initializer_list<double> more) { list.insert(list.end(), more); }
};

}  // namespace

std::vector<double> in_numbers(const Law& law) {
    Numbers numbers;
    numbers.add(law);
    return std::move(numbers.list);
}

bool awaits_samples(const Law& law) {
    if (const auto* data = std::get_if<Empirical>(&law.kind())) return awaits_samples(*data);
    if (const auto* shifted = std::get_if<Shifted>(&law.kind())) {
        return awaits_samples(shifted->law.front());
    }
    const auto* mixture = std::get_if<Mixture>(&law.kind());
    return mixture != nullptr &&
           std::any_of(mixture->parts.begin(), mixture->parts.end(),
                       [](const Part& part) { return awaits_samples(part.law); });
}

double mean(const Law& law) { return moments(law).mean; }

double sd(const Law& law) { return root(moments(law).variance); }

double nominal_mean(const Law& law) {
    if (const auto* parent = std::get_if<Normal>(&law.kind())) return parent->mean;
    const auto* parent = std::get_if<TruncatedNormal>(&law.kind());
    return parent != nullptr ? parent->mean : mean(law);
}

double nominal_sd(const Law& law) {
    if (const auto* parent = std::get_if<Normal>(&law.kind())) return parent->sd;
    const auto* parent = std::get_if<TruncatedNormal>(&law.kind());
    return parent != nullptr ? parent->sd : sd(law);
}

Chance chance(const Law& law, double x) {
    return std::visit(Overload{[x](const Constant& l) { return around_point(x, l.value); },
                               [x](const Uniform& l) {
                                   if (is_redrawn(l.below_zero)) return chance(redrawn(l), x);
                                   if (x < l.low) return Chance{0, 1};
                                   if (x >= l.high) return Chance{1, 0};
                                   const double width = l.high - l.low;
                                   return Chance{(x - l.low) / width, (l.high - x) / width};
                               },
                               [x](const Exponential& l) {
                                   if (x <= 0) return Chance{0, 1};
                                   return Chance{-expm1(-x / l.mean), portable_exp(-x / l.mean)};
                               },
                               [x](const Normal& l) {
                                   return is_redrawn(l.below_zero) ? truncated_chance(x, redrawn(l))
                                                                   : normal_chance(x, l.mean, l.sd);
                               },
                               [x](const TruncatedNormal& l) { return truncated_chance(x, l); },
                               [x](const LogNormal& l) {
                                   return l.sd == 0 ? around_point(x, l.mean)
                                                    : log_chance(x, in_logs(l));
                               },
                               [x](const LogNormalLog& l) { return log_chance(x, l); },
                               [x](const Gamma& l) {
                                   if (l.sd == 0) return around_point(x, l.mean);
                                   const Sides s = gamma_sides(gamma_shape(l), x / gamma_scale(l));
                                   return Chance{s.below, s.above};
                               },
                               [x](const Empirical& l) { return chance_of(l, x); },
                               [x](const Weibull& l) { return weibull_chance(x, l); },
                               [x](const Mixture& l) { return mixture_chance(x, l); },
                               [x](const Shifted& l) { return chance(l.law.front(), x - l.by); }},
                      law.kind());
}

double infimum(const Law& law) {
    return std::visit(
        Overload{[](const Constant& l) { return l.value; },
                 [](const Uniform& l) { return is_redrawn(l.below_zero) ? redrawn(l).low : l.low; },
                 [](const Normal& l) {
                     return is_redrawn(l.below_zero) ? 0 : -std::numeric_limits<double>::infinity();
                 },
                 [](const Empirical& l) {
                     return l.fitted.empty() ? empirical_infimum(l) : infimum(l.fitted.front());
                 },
                 [](const Mixture& l) {
                     double least = std::numeric_limits<double>::infinity();
                     for (const Part& part : l.parts) {
                         if (part.weight > 0) least = std::min(least, infimum(part.law));
                     }
                     return least;
                 },
                 [](const Shifted& l) { return l.by + infimum(l.law.front()); },
                 [](const auto&) { return 0.0; }},
        law.kind());
}

void validate(const Law& law) {
    constexpr double most_cv = 1e6;  // beyond it the mean is that of values too rare to be drawn
    const auto need = [](bool holds, const char* what) {
        if (!holds) throw UserError(what);
    };
    need(can_be_computed_with(law), "a law's numbers are 0, or between 1e-100 and 1e100 in size");
    std::visit(
        Overload{
            [](const Constant&) {},
            [&](const Uniform& l) {
                need(l.low <= l.high, "a uniform law needs low <= high");
                need(!is_redrawn(l.below_zero) || l.high > 0,
                     "a uniform law that is redrawn below zero needs high > 0");
            },
            [&](const Exponential& l) { need(l.mean > 0, "an exponential law needs a mean > 0"); },
            [&](const Normal& l) {
                need(l.sd >= 0, "a law needs sd >= 0");
                if (is_redrawn(l.below_zero)) validate(redrawn(l));
            },
            [&](const TruncatedNormal& l) {
                need(l.sd >= 0, "a law needs sd >= 0");
                need(l.mean > -6 * l.sd, "a truncated normal needs a mean above -6 sd");
            },
            [&](const LogNormal& l) {
                need(l.mean > 0 && l.sd >= 0, "a lognormal law needs mean > 0 and sd >= 0");
                need(l.sd <= most_cv * l.mean, "a lognormal law needs a cv of at most 1e6");
            },
            [&](const LogNormalLog& l) {
                need(l.sigma_ln >= 0, "a law needs sigma >= 0");
                need(std::abs(l.mu_ln) <= 230 && l.sigma_ln <= 5.25,
                     "a lognormal law needs a median between 1e-100 and 1e100, and a cv of at most "
                     "1e6, which is a sigma of 5.25");
            },
            [&](const Gamma& l) {
                need(l.mean > 0 && l.sd >= 0, "a gamma law needs mean > 0 and sd >= 0");
                need(l.sd <= most_cv * l.mean, "a gamma law needs a cv of at most 1e6");
                need(l.sd == 0 || gamma_shape(l) <= 1e8, "a gamma law needs a cv above 0.0001");
            },
            [](const Empirical& l) { validate(l); },
            [&](const Weibull& l) {
                need(l.scale > 0, "a Weibull law needs a scale above 0");
                need(l.shape >= 0.05 && l.shape <= 1000,
                     "a Weibull law needs a shape between 0.05 and 1000");
            },
            [&](const Mixture& l) {
                double weight = 0;
                for (const Part& part : l.parts) {
                    need(part.weight >= 0, "weights of a mixture must not be negative");
                    weight += part.weight;
                    validate(part.law);
                }
                need(weight > 0, "a mixture needs a part with a weight above 0");
            },
            [&](const Shifted& l) {
                need(!is_redrawn(l.below_zero), "a shifted law may be cut below zero, not redrawn");
                validate(l.law.front());
            }},
        law.kind());
}

Law in_family(Family family, double mean, double sd) {
    if (family == Family::exponential && mean > 0) return Exponential{mean};
    if (sd == 0) return Constant{mean};
    switch (family) {
        case Family::truncated_normal:
            return TruncatedNormal{mean, sd};
        case Family::normal:
            return Normal{mean, sd};
        case Family::lognormal:
            return LogNormal{mean, sd};
        case Family::gamma:
            return Gamma{mean, sd};
        case Family::exponential:
            return Exponential{mean};
        case Family::constant:
            break;
    }
    return Constant{mean};
}

Law with_cv(const Law& law, double cv) {
    const double m = nominal_mean(law);
    const double target = cv * m;
    return std::visit(
        Overload{
            [&](const Uniform& l) -> Law {
                if (is_redrawn(l.below_zero) && m < root(3) * target)
                    throw UserError(
                        "'cv' is too large for a uniform law that is redrawn below zero");
                return Uniform{m - root(3) * target, m + root(3) * target, l.below_zero};
            },
            [&](const Normal& l) -> Law {
                return Normal{l.mean, cv * l.mean, l.below_zero};
            },
            [&](const TruncatedNormal&) { return in_family(Family::truncated_normal, m, target); },
            [&](const LogNormal&) { return in_family(Family::lognormal, m, target); },
            [&](const LogNormalLog&) { return in_family(Family::lognormal, m, target); },
            [&](const Gamma&) { return in_family(Family::gamma, m, target); },
            [&](const Empirical& l) -> Law {
                return l.fitted.empty() ? empirical_with_sd(l, target)
                                        : with_cv(l.fitted.front(), cv);
            },
            [&](const auto&) -> Law {
                throw UserError(
                    "'cv' needs a law with a spread of its own; "
                    "choose one with \"family\"");
            }},
        law.kind());
}

}  // namespace mdisim
