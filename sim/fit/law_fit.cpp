#include "sim/fit/law_fit.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

struct Centre {
    double mean;
    double sd;
};

// The mean of what `of` makes of each sample, and its standard deviation with divisor n.
template <class Of>
Centre centre(std::span<const double> samples, Of of) {
    const auto n = static_cast<double>(samples.size());
    double sum = 0;
    for (double x : samples) sum += of(x);
    const double mean = sum / n;
    double squares = 0;
    for (double x : samples) squares += (of(x) - mean) * (of(x) - mean);
    return {mean, __builtin_sqrt(squares / n)};
}

// log(x) minus the digamma function of x, by its asymptotic series, in which nothing cancels.
double log_minus_digamma(double x) {
    double sum = 0;
    double at = x;
    for (; at < 12; at += 1) sum += 1 / at;
    const double y = 1 / (at * at);
    const double series =
        1 / (2 * at) +
        y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y / 132))));
    return at == x ? series : portable_log(x / at) + series + sum;
}

// The shape of a gamma law whose log(mean) exceeds the mean of its logarithm by `gap`.
double gamma_shape_of(double gap) {
    double low = 1e-6;
    double high = 1e9;
    for (int i = 0; i < 200 && high - low > 1e-14 * high; ++i) {
        const double middle = __builtin_sqrt(low * high);
        (log_minus_digamma(middle) > gap ? low : high) = middle;
    }
    return __builtin_sqrt(low * high);
}

Law fit_gamma(std::span<const double> samples) {
    const double mean = centre(samples, [](double x) { return x; }).mean;
    const double gap = centre(samples, [&](double x) { return -portable_log(x / mean); }).mean;
    return Gamma{mean, mean / __builtin_sqrt(gamma_shape_of(gap))};
}

Law fit_lognormal(std::span<const double> samples) {
    const Centre logs = centre(samples, [](double x) { return portable_log(x); });
    return LogNormalLog{logs.mean, logs.sd};
}

// Newton's method on the likelihood's derivative in the shape k, which rises in k, within bounds.
Law fit_weibull(std::span<const double> samples) {
    const double most = *std::max_element(samples.begin(), samples.end());
    std::vector<double> logs;
    logs.reserve(samples.size());
    for (double x : samples) logs.push_back(portable_log(x / most));
    const Centre spread = centre(logs, [](double y) { return y; });
    double low = 0.05;
    double high = 1000;
    double shape = std::clamp(1.2 / spread.sd, low, high);
    double weight = 0;
    for (int i = 0; i < 100; ++i) {
        weight = 0;
        double first = 0;
        double second = 0;
        for (double y : logs) {
            const double w = portable_exp(shape * y);
            weight += w;
            first += w * y;
            second += w * y * y;
        }
        const double mean = first / weight;
        const double slope = mean - 1 / shape - spread.mean;
        const double rise = second / weight - mean * mean + 1 / (shape * shape);
        (slope < 0 ? low : high) = shape;
        double next = shape - slope / rise;
        if (!(next > low && next < high)) next = (low + high) / 2;
        const double moved = next > shape ? next - shape : shape - next;
        if (moved <= 1e-13 * shape) break;
        shape = next;
    }
    const auto n = static_cast<double>(samples.size());
    return Weibull{most * portable_exp(portable_log(weight / n) / shape), shape};
}

void check_samples(FitFamily family, std::span<const double> samples) {
    const auto [least, most] = std::minmax_element(samples.begin(), samples.end());
    if (samples.size() < 2 || *least == *most) {
        throw UserError("a fit needs at least two different samples");
    }
    if (family != FitFamily::normal && !(*least > 0)) {
        throw UserError(
            "this family has values above 0 alone, and a sample is not: fit \"normal\" "
            "or leave the fit out");
    }
}

// The quantile of a share, as a law of samples has it.
double quantile_of(std::vector<double>& samples, double share) {
    const double rank = share * static_cast<double>(samples.size());
    const auto whole = static_cast<size_t>(rank);
    const size_t at = whole + (static_cast<double>(whole) < rank ? 1 : 0);
    const auto nth = samples.begin() + static_cast<std::ptrdiff_t>(std::max<size_t>(at, 1) - 1);
    std::nth_element(samples.begin(), nth, samples.end());
    return *nth;
}

BootstrapInterval interval_of(std::vector<double> errors) {
    std::sort(errors.begin(), errors.end());
    const auto last = static_cast<double>(errors.size() - 1);
    const auto at = [&](double share) { return errors[static_cast<size_t>(share * last + 0.5)]; };
    return {at(0.025), at(0.975)};
}

Empirical of_sorted(const Column<double>& sorted) {
    Empirical law;
    law.sorted = sorted;
    return law;
}

}  // namespace

Law fit_law(FitFamily family, std::span<const double> samples) {
    check_samples(family, samples);
    switch (family) {
        case FitFamily::lognormal:
            return fit_lognormal(samples);
        case FitFamily::gamma:
            return fit_gamma(samples);
        case FitFamily::weibull:
            return fit_weibull(samples);
        case FitFamily::normal:
            break;
    }
    const Centre found = centre(samples, [](double x) { return x; });
    return Normal{found.mean, found.sd};
}

ShareError share_error(const Law& law, const Column<double>& sorted, double at) {
    return {at, chance(of_sorted(sorted), at).below, chance(law, at).below};
}

QuantileError quantile_error(const Law& law, const Column<double>& sorted, double share) {
    return {share, EmpiricalQuantiles(of_sorted(sorted)).at(share), Sampler(law).quantile(share)};
}

FitErrors errors_of_fit(const Law& law, const Column<double>& sorted,
                        std::span<const double> deadlines) {
    const auto size = [](double error) { return error < 0 ? -error : error; };
    FitErrors largest;
    for (double deadline : deadlines) {
        const ShareError here = share_error(law, sorted, deadline);
        const bool first = deadline == deadlines.front();
        if (first || size(here.error()) > size(largest.share.error())) largest.share = here;
    }
    const EmpiricalQuantiles measured(of_sorted(sorted));
    const Sampler fitted(law);
    for (int percent = 50; percent <= 99; ++percent) {
        const double share = percent / 100.0;
        const QuantileError here{share, measured.at(share), fitted.quantile(share)};
        const bool first = percent == 50;
        if (first || size(here.error()) > size(largest.quantile.error())) largest.quantile = here;
    }
    return largest;
}

size_t block_length(std::span<const double> samples) {
    const size_t n = samples.size();
    size_t length = 1;
    while (length * length * length < n) ++length;
    const Centre all = centre(samples, [](double x) { return x; });
    const size_t most = std::max<size_t>(n / 4, 1);
    for (size_t lag = 1; lag < most / 2 && lag <= 1000; ++lag) {
        double together = 0;
        for (size_t i = lag; i < n; ++i) {
            together += (samples[i] - all.mean) * (samples[i - lag] - all.mean);
        }
        if (together < 0.1 * all.sd * all.sd * static_cast<double>(n)) break;
        length = std::max(length, 2 * (lag + 1));
    }
    return std::min(length, most);
}

FitIntervals intervals_of_fit(FitFamily family, std::span<const double> samples,
                              const FitErrors& errors, Purpose purpose, uint64_t seed) {
    const size_t n = samples.size();
    FitIntervals made;
    made.block = block_length(samples);
    made.repetitions = std::clamp<size_t>(40'000'000 / n, 50, 400);
    std::vector<double> of_share;
    std::vector<double> of_quantile;
    std::vector<double> drawn(n);
    for (size_t b = 0; b < made.repetitions; ++b) {
        for (size_t i = 0; i < n;) {
            const Address address{purpose, 0, static_cast<uint32_t>(b), 0, i / made.block};
            const double uniform = uniform_of(random_lanes(seed, address).lane[0]);
            size_t at = static_cast<size_t>(uniform * static_cast<double>(n));
            for (size_t k = 0; k < made.block && i < n; ++k, ++i) drawn[i] = samples[at++ % n];
        }
        const auto [least, most] = std::minmax_element(drawn.begin(), drawn.end());
        if (*least == *most) continue;
        const Law law = fit_law(family, drawn);
        const double deadline = errors.share.at;
        const auto in_time =
            std::count_if(drawn.begin(), drawn.end(), [&](double x) { return x <= deadline; });
        of_share.push_back(chance(law, deadline).below -
                           static_cast<double>(in_time) / static_cast<double>(n));
        const double share = errors.quantile.share;
        const double fitted = Sampler(law).quantile(share);
        of_quantile.push_back(QuantileError{share, quantile_of(drawn, share), fitted}.error());
    }
    if (of_share.empty()) return made;
    made.share = interval_of(std::move(of_share));
    made.quantile = interval_of(std::move(of_quantile));
    return made;
}

}  // namespace mdisim
