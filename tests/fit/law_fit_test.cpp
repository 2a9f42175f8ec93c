#include "sim/fit/law_fit.hpp"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <utility>
#include <variant>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

constexpr Purpose test_draws{2000};

// Independent samples of a law.
std::vector<double> drawn(const Law& law, size_t n, uint64_t seed = 1) {
    const Sampler sampler(law);
    std::vector<double> samples;
    for (size_t i = 0; i < n; ++i) {
        const Address address{test_draws, 0, 0, 0, i};
        samples.push_back(sampler.quantile(uniform_of(random_lanes(seed, address).lane[0])));
    }
    return samples;
}

Column<double> sorted(std::vector<double> samples) {
    std::sort(samples.begin(), samples.end());
    return samples;
}

double mean_of(const std::vector<double>& samples, double (*of)(double)) {
    double sum = 0;
    for (double x : samples) sum += of(x);
    return sum / static_cast<double>(samples.size());
}
double itself(double x) { return x; }
double logarithm(double x) { return std::log(x); }

const std::vector<double> few = {12.5, 3, 8, 8, 41, 19.25, 7};

TEST_CASE("normal and lognormal laws have the moments of the samples", "[law_fit]") {
    const auto normal = std::get<Normal>(fit_law(FitFamily::normal, few));
    CHECK(normal.mean == Approx(mean_of(few, itself)));
    double squares = 0;
    for (double x : few) squares += (x - normal.mean) * (x - normal.mean);
    CHECK(normal.sd == Approx(std::sqrt(squares / 7)));
    const auto lognormal = std::get<LogNormalLog>(fit_law(FitFamily::lognormal, few));
    CHECK(lognormal.mu_ln == Approx(mean_of(few, logarithm)));
    squares = 0;
    for (double x : few) squares += std::pow(std::log(x) - lognormal.mu_ln, 2);
    CHECK(lognormal.sigma_ln == Approx(std::sqrt(squares / 7)));
}

TEST_CASE("gamma and Weibull laws solve the equations of likelihood", "[law_fit]") {
    for (const auto& samples :
         {few, drawn(Gamma{100, 3}, 500), drawn(Gamma{2, 4}, 500), drawn(LogNormal{5, 20}, 500)}) {
        const auto gamma = std::get<Gamma>(fit_law(FitFamily::gamma, samples));
        const double shape = std::pow(gamma.mean / gamma.sd, 2);
        CHECK(gamma.mean == Approx(mean_of(samples, itself)));
        CHECK(std::log(shape) - boost::math::digamma(shape) ==
              Approx(std::log(gamma.mean) - mean_of(samples, logarithm)).epsilon(1e-7));

        const auto weibull = std::get<Weibull>(fit_law(FitFamily::weibull, samples));
        double sum = 0;
        double weighted = 0;
        for (double x : samples) {
            sum += std::pow(x, weibull.shape);
            weighted += std::pow(x, weibull.shape) * std::log(x);
        }
        const auto n = static_cast<double>(samples.size());
        CHECK(std::pow(sum / n, 1 / weibull.shape) == Approx(weibull.scale).epsilon(1e-9));
        CHECK(weighted / sum - 1 / weibull.shape ==
              Approx(mean_of(samples, logarithm)).epsilon(1e-9));
    }
}

TEST_CASE("parameters come back from samples of the law", "[law_fit]") {
    constexpr size_t n = 20'000;
    const auto gamma = std::get<Gamma>(fit_law(FitFamily::gamma, drawn(Gamma{50, 30}, n)));
    CHECK(gamma.mean == Approx(50).epsilon(0.01));
    CHECK(gamma.sd == Approx(30).epsilon(0.02));
    const auto weibull = std::get<Weibull>(fit_law(FitFamily::weibull, drawn(Weibull{9, 1.7}, n)));
    CHECK(weibull.scale == Approx(9).epsilon(0.01));
    CHECK(weibull.shape == Approx(1.7).epsilon(0.02));
    const auto lognormal =
        std::get<LogNormalLog>(fit_law(FitFamily::lognormal, drawn(LogNormalLog{3, 0.4}, n)));
    CHECK(lognormal.mu_ln == Approx(3).epsilon(0.005));
    CHECK(lognormal.sigma_ln == Approx(0.4).epsilon(0.02));
}

TEST_CASE("samples that determine no law are refused", "[law_fit]") {
    const std::vector<double> none;
    const std::vector<double> same = {4, 4, 4};
    const std::vector<double> zero = {4, 0, 4};
    for (const auto family :
         {FitFamily::lognormal, FitFamily::gamma, FitFamily::normal, FitFamily::weibull}) {
        CHECK_THROWS_AS(fit_law(family, same), UserError);
        CHECK_THROWS_AS(fit_law(family, std::vector<double>{5}), UserError);
        if (family == FitFamily::normal) {
            CHECK_NOTHROW(fit_law(family, zero));
        } else {
            CHECK_THROWS_AS(fit_law(family, zero), UserError);
        }
    }
}

TEST_CASE("the errors of a fit are the largest over deadlines and upper quantiles", "[law_fit]") {
    const Column<double> samples = sorted({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    const Law law = Uniform{0, 20};
    const std::vector<double> deadlines = {2, 10, 25};
    const FitErrors errors = errors_of_fit(law, samples, deadlines);
    CHECK(errors.share.at == 10);
    CHECK(errors.share.measured == 1);
    CHECK(errors.share.fitted == 0.5);
    CHECK(errors.share.error() == -0.5);
    // The sample quantile at 0.5 is 5, at 0.51 it is 6, at 0.6 it is 6, and 20 u is 10, 10.2, 12.
    CHECK(errors.quantile.share == Approx(0.5));
    CHECK(errors.quantile.measured == 5);
    CHECK(errors.quantile.fitted == 10);
    CHECK(errors.quantile.error() == 1);
    CHECK(errors_of_fit(law, samples, {}).share.error() == 0);
    CHECK(share_error(law, samples, 5).error() == -0.25);
    CHECK(quantile_error(law, samples, 0.9).fitted == Approx(18));
}

TEST_CASE("blocks are as long as samples depend on each other", "[law_fit]") {
    CHECK(block_length(drawn(Normal{10, 1}, 1000)) == 10);
    CHECK(block_length(drawn(Normal{10, 1}, 1001)) == 11);
    CHECK(block_length(few) == 1);
    std::vector<double> slow;
    for (double noise : drawn(Normal{0, 1}, 4000)) {
        slow.push_back(slow.empty() ? 0 : 0.95 * slow.back() + noise);
    }
    // Its autocorrelation 0.95^lag falls below 0.1 at lag 45.
    CHECK(block_length(slow) > 60);
    CHECK(block_length(slow) < 140);
}

TEST_CASE("the bootstrap's intervals cover no error where there is none, and are repeatable",
          "[law_fit]") {
    const std::vector<double> deadlines = {30, 50, 80};
    const auto intervals = [&](const std::vector<double>& samples, FitFamily family) {
        const FitErrors errors =
            errors_of_fit(fit_law(family, samples), sorted(samples), deadlines);
        return intervals_of_fit(family, samples, errors, test_draws, 7);
    };
    const std::vector<double> gamma = drawn(Gamma{50, 30}, 2000);
    const FitIntervals right = intervals(gamma, FitFamily::gamma);
    CHECK(right.block == 13);
    CHECK(right.repetitions == 400);
    CHECK(right.share.low < right.share.high);
    CHECK(right.share.low > -0.06);
    CHECK(right.share.high < 0.06);
    const FitIntervals again = intervals(gamma, FitFamily::gamma);
    CHECK(again.share.low == right.share.low);
    CHECK(again.quantile.high == right.quantile.high);
    // Two far humps are no normal law, and the interval says so.
    std::vector<double> humps = drawn(Normal{20, 1}, 1000);
    for (double x : drawn(Normal{80, 1}, 1000, 2)) humps.push_back(x);
    for (size_t i = 0; i < 1000; i += 2) std::swap(humps[i], humps[i + 1000]);
    const FitIntervals wrong = intervals(humps, FitFamily::normal);
    CHECK(wrong.share.low * wrong.share.high > 0);
    CHECK(std::fabs(wrong.share.low) > most_share_error);
}

}  // namespace
}  // namespace mdisim
