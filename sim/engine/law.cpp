#include "sim/engine/law.hpp"

#include <algorithm>

#include "sim/describe/error.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

template <class... F>
struct Overload : F... {
    using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

double square(double x) {
    return x * x;
}
double root(double x) {
    return __builtin_sqrt(x > 0 ? x : 0);
}

LogNormalLog in_logs(const LogNormal& law) {
    const double variance = portable_log(1 + square(law.sd / law.mean));
    return {portable_log(law.mean) - variance / 2, root(variance)};
}

double gamma_shape(const Gamma& law) {
    return square(law.mean / law.sd);
}
double gamma_scale(const Gamma& law) {
    return law.sd * law.sd / law.mean;
}

struct Moments {
    double mean;
    double square;  // E[X^2]
};
Moments from_mean_sd(double mean, double sd) {
    return {mean, square(mean) + square(sd)};
}

Moments truncated_moments(const TruncatedNormal& law) {
    if (law.sd == 0) return from_mean_sd(law.mean, 0);
    const double alpha = -law.mean / law.sd;
    const double hazard = normal_density(alpha) / normal_below(-alpha);
    return from_mean_sd(law.mean + law.sd * hazard,
                        law.sd * root(1 + alpha * hazard - hazard * hazard));
}

Moments empirical_moments(const Empirical& law) {
    const QuantilePoint& first = law.points.front();
    Moments sum{first.share * first.value, first.share * square(first.value)};
    for (size_t i = 1; i < law.points.size(); ++i) {
        const double a = law.points[i - 1].value;
        const double b = law.points[i].value;
        const double share = law.points[i].share - law.points[i - 1].share;
        sum.mean += share * (a + b) / 2;
        sum.square += share * (a * a + a * b + b * b) / 3;
    }
    return sum;
}

Moments moments(const Law& law) {
    return std::visit(
        Overload{[](const Constant& x) { return from_mean_sd(x.value, 0); },
                 [](const Uniform& x) {
                     return from_mean_sd((x.low + x.high) / 2, (x.high - x.low) / root(12));
                 },
                 [](const Exponential& x) { return from_mean_sd(x.mean, x.mean); },
                 [](const Normal& x) { return from_mean_sd(x.mean, x.sd); },
                 [](const TruncatedNormal& x) { return truncated_moments(x); },
                 [](const LogNormal& x) { return from_mean_sd(x.mean, x.sd); },
                 [](const LogNormalLog& x) {
                     const double m = portable_exp(x.mu_ln + square(x.sigma_ln) / 2);
                     return Moments{m, square(m) * portable_exp(square(x.sigma_ln))};
                 },
                 [](const Gamma& x) { return from_mean_sd(x.mean, x.sd); },
                 [](const Empirical& x) { return empirical_moments(x); },
                 [](const Mixture& x) {
                     Moments sum{0, 0};
                     double weight = 0;
                     for (const Part& part : x.parts) {
                         const Moments m = moments(part.law);
                         sum.mean += part.weight * m.mean;
                         sum.square += part.weight * m.square;
                         weight += part.weight;
                     }
                     return Moments{sum.mean / weight, sum.square / weight};
                 },
                 [](const Shifted& x) {
                     const Moments m = moments(x.law.front());
                     return Moments{m.mean + x.by, m.square + 2 * x.by * m.mean + square(x.by)};
                 }},
        law.kind());
}

Chance around_point(double x, double point) {
    return x < point ? Chance{0, 1} : Chance{1, 0};
}

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
    const double below =
        (normal_below((x - law.mean) / law.sd) - normal_below(-law.mean / law.sd)) / mass;
    return {below, above};
}

Chance empirical_chance(double x, const Empirical& law) {
    if (x < law.points.front().value) return {0, 1};
    for (size_t i = 1; i < law.points.size(); ++i) {
        const QuantilePoint& a = law.points[i - 1];
        const QuantilePoint& b = law.points[i];
        if (x >= b.value) continue;
        const double share = a.share + (b.share - a.share) * (x - a.value) / (b.value - a.value);
        return {share, 1 - share};
    }
    return {1, 0};
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

double mean(const Law& law) {
    return moments(law).mean;
}

double sd(const Law& law) {
    const Moments m = moments(law);
    return root(m.square - square(m.mean));
}

double nominal_mean(const Law& law) {
    const auto* parent = std::get_if<TruncatedNormal>(&law.kind());
    return parent != nullptr ? parent->mean : mean(law);
}

double nominal_sd(const Law& law) {
    const auto* parent = std::get_if<TruncatedNormal>(&law.kind());
    return parent != nullptr ? parent->sd : sd(law);
}

Chance chance(const Law& law, double x) {
    return std::visit(Overload{[x](const Constant& l) { return around_point(x, l.value); },
                               [x](const Uniform& l) {
                                   if (x < l.low) return Chance{0, 1};
                                   if (x >= l.high) return Chance{1, 0};
                                   const double width = l.high - l.low;
                                   return Chance{(x - l.low) / width, (l.high - x) / width};
                               },
                               [x](const Exponential& l) {
                                   if (x <= 0) return Chance{0, 1};
                                   const double above = portable_exp(-x / l.mean);
                                   return Chance{1 - above, above};
                               },
                               [x](const Normal& l) { return normal_chance(x, l.mean, l.sd); },
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
                               [x](const Empirical& l) { return empirical_chance(x, l); },
                               [x](const Mixture& l) { return mixture_chance(x, l); },
                               [x](const Shifted& l) { return chance(l.law.front(), x - l.by); }},
                      law.kind());
}

void validate(const Law& law) {
    const auto need = [](bool holds, const char* what) {
        if (!holds) throw UserError(what);
    };
    std::visit(
        Overload{
            [](const Constant&) {},
            [&](const Uniform& l) { need(l.low <= l.high, "a uniform law needs low <= high"); },
            [&](const Exponential& l) { need(l.mean > 0, "an exponential law needs a mean > 0"); },
            [&](const Normal& l) { need(l.sd >= 0, "a law needs sd >= 0"); },
            [&](const TruncatedNormal& l) {
                need(l.sd >= 0, "a law needs sd >= 0");
                need(l.mean > -6 * l.sd, "a truncated normal needs a mean above -6 sd");
            },
            [&](const LogNormal& l) {
                need(l.mean > 0 && l.sd >= 0, "a lognormal law needs mean > 0 and sd >= 0");
            },
            [&](const LogNormalLog& l) { need(l.sigma_ln >= 0, "a law needs sigma >= 0"); },
            [&](const Gamma& l) {
                need(l.mean > 0 && l.sd >= 0, "a gamma law needs mean > 0 and sd >= 0");
                need(l.sd == 0 || gamma_shape(l) <= 1e8, "a gamma law needs a cv above 0.0001");
            },
            [&](const Empirical& l) {
                need(l.points.size() >= 2, "an empirical law needs at least two points");
                need(l.points.front().share >= 0, "shares of an empirical law start at 0 or above");
                need(l.points.back().share == 1, "shares of an empirical law end at 1");
                for (size_t i = 1; i < l.points.size(); ++i) {
                    need(l.points[i - 1].value < l.points[i].value,
                         "values of an empirical law must rise from point to point");
                    need(l.points[i - 1].share <= l.points[i].share,
                         "shares of an empirical law must not fall from point to point");
                }
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
            [](const Shifted& l) { validate(l.law.front()); }},
        law.kind());
}

Law in_family(Family family, double mean, double sd) {
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
            [&](const Uniform&) -> Law {
                return Uniform{m - root(3) * target, m + root(3) * target};
            },
            [&](const Normal&) -> Law {
                return Normal{m, target};
            },
            [&](const TruncatedNormal&) { return in_family(Family::truncated_normal, m, target); },
            [&](const LogNormal&) { return in_family(Family::lognormal, m, target); },
            [&](const LogNormalLog&) { return in_family(Family::lognormal, m, target); },
            [&](const Gamma&) { return in_family(Family::gamma, m, target); },
            [&](const Empirical& l) -> Law {
                const double factor = target / sd(law);
                Empirical scaled;
                for (const QuantilePoint& p : l.points) {
                    const double value = std::max(0.0, m + factor * (p.value - m));
                    if (!scaled.points.empty() && value <= scaled.points.back().value) {
                        scaled.points.back().share = p.share;
                    } else {
                        scaled.points.push_back({value, p.share});
                    }
                }
                if (scaled.points.size() < 2) return Constant{m};
                return scaled;
            },
            [&](const auto&) -> Law {
                throw UserError(
                    "'cv' needs a law with a spread of its own; "
                    "choose one with \"family\"");
            }},
        law.kind());
}

}  // namespace mdisim
