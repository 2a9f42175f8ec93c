#include "sim/metrics/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

constexpr double confidence = 0.95;

struct Spread {
    double mean;
    double error;  // standard error of the mean
};

// The quantile for 95 % intervals; asked for thousands of times with the same degrees of freedom.
double student_factor(size_t replications) {
    thread_local size_t known = 0;
    thread_local double factor = 0;
    if (known != replications) {
        known = replications;
        factor = student_quantile((1 + confidence) / 2, static_cast<double>(replications - 1));
    }
    return factor;
}

Spread spread_of(std::span<const double> x) {
    const auto n = static_cast<double>(x.size());
    const bool same = std::all_of(x.begin(), x.end(), [&](double v) { return v == x.front(); });
    if (same) return {x.front(), 0};
    double sum = 0;
    for (double value : x) sum += value;
    const double mean = sum / n;
    double squares = 0;
    for (double value : x) squares += (value - mean) * (value - mean);
    return {mean, __builtin_sqrt(squares / (n - 1) / n)};
}

// The interval about `centre` within `domain`. reach: half the width that the interval would have
// without bounds. The derivative of log(x - least) is 1 / over; that of
// log((x - least) / (most - x)) is width / (over * under).
Interval bounded(double centre, double reach, const Domain& domain) {
    const double over = centre - domain.least;
    const double under = domain.most - centre;
    if (reach == 0 || std::isinf(over) || over <= 0 || under <= 0) {
        return {centre, centre - reach, centre + reach};
    }
    if (std::isinf(under)) {
        const double factor = portable_exp(reach / over);
        return {centre, domain.least + over / factor, domain.least + over * factor};
    }
    const double width = domain.most - domain.least;
    const double factor = portable_exp(reach * width / (over * under));
    return {centre, domain.least + width * over / (over + under * factor),
            domain.most - width * under / (under + over * factor)};
}

}  // namespace

Interval student_interval(std::span<const double> x, const Domain& domain) {
    ensure(!x.empty(), "an interval needs a replication");
    return interval_about(spread_of(x).mean, x, domain);
}

Interval interval_about(double centre, std::span<const double> x, const Domain& domain) {
    ensure(!x.empty(), "an interval needs a replication");
    ensure(std::isfinite(domain.least) || std::isinf(domain.most), "a domain bounded above alone");
    if (x.size() == 1) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        return {centre, -infinity, infinity};
    }
    return bounded(centre, student_factor(x.size()) * spread_of(x).error, domain);
}

Interval simultaneous_interval(std::span<const double> x, size_t together) {
    ensure(!x.empty() && together > 0, "an interval needs a replication");
    const Spread spread = spread_of(x);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (x.size() == 1) return {spread.mean, -infinity, infinity};
    const double tail = (1 - confidence) / 2 / static_cast<double>(together);
    const double factor = student_quantile(1 - tail, static_cast<double>(x.size() - 1));
    const double reach = factor * spread.error;
    return {spread.mean, spread.mean - reach, spread.mean + reach};
}

double effective_count(std::span<const double> x) {
    ensure(!x.empty(), "a count needs a replication");
    const Spread spread = spread_of(x);
    const double ratio = spread.mean / spread.error;
    return x.size() == 1 || spread.error == 0 ? std::numeric_limits<double>::infinity()
                                              : ratio * ratio;
}

Interval share_interval(std::span<const double> x, uint64_t hits, uint64_t trials) {
    const bool agree = std::all_of(x.begin(), x.end(), [&](double v) { return v == x.front(); });
    if (agree && trials > 0) return clopper_pearson(hits, trials);
    return student_interval(x, from_zero_to_one);
}

Interval clopper_pearson(uint64_t hits, uint64_t trials) {
    ensure(trials > 0 && hits <= trials, "more hits than trials");
    const auto k = static_cast<double>(hits);
    const auto n = static_cast<double>(trials);
    constexpr double tail = (1 - confidence) / 2;
    const double one_sided = portable_exp(portable_log(tail) / n);  // tail^(1/n)
    if (hits == 0) return {0, 0, 1 - one_sided};
    if (hits == trials) return {1, one_sided, 1};
    return {k / n, beta_quantile(k, n - k + 1, tail), beta_quantile(k + 1, n - k, 1 - tail)};
}

PairedDifference paired_difference(std::span<const double> a, std::span<const double> b) {
    ensure(a.size() == b.size() && !a.empty(), "paired differences need equal replications");
    std::vector<double> difference(a.size());
    for (size_t i = 0; i < a.size(); ++i) difference[i] = a[i] - b[i];
    PairedDifference result{student_interval(difference), 1};
    if (a.size() == 1) return result;
    const Spread spread = spread_of(difference);
    if (spread.error == 0) {
        result.p = spread.mean == 0 ? 1 : 0;
        return result;
    }
    const double t = spread.mean / spread.error;
    const auto degrees = static_cast<double>(a.size() - 1);
    result.p = beta_below(degrees / 2, 0.5, degrees / (degrees + t * t));
    return result;
}

std::vector<double> holm(std::span<const double> p) {
    std::vector<size_t> order(p.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t i, size_t j) { return p[i] < p[j]; });
    std::vector<double> corrected(p.size());
    double largest = 0;
    for (size_t rank = 0; rank < order.size(); ++rank) {
        const double scaled = p[order[rank]] * static_cast<double>(p.size() - rank);
        largest = std::max(largest, std::min(1.0, scaled));
        corrected[order[rank]] = largest;
    }
    return corrected;
}

}  // namespace mdisim
