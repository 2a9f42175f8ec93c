// Laws fitted to samples by maximum likelihood, and what the fit does to answers.
//
// Contract. Sums are taken in the order of the samples, with portable arithmetic, so the same
// samples give the same law on every machine. No test of fit decides anything: long series of real
// measurements refute every family. What counts is by how much the fit moves the shares in time and
// the quantiles, which is what FitErrors say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/describe/column.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {

// The law of the family with the greatest likelihood: lognormal_ln, gamma, normal or weibull.
// Throws UserError if the samples determine none: fewer than two different ones, or, in a family of
// positive values, a sample that is not above 0.
Law fit_law(FitFamily family, std::span<const double> samples);

// P(T <= at) of the samples and of the law.
struct ShareError {
    double at = 0;
    double measured = 0;
    double fitted = 0;
    double error() const { return fitted - measured; }
};
// The quantile of this share of the samples and of the law.
struct QuantileError {
    double share = 0;
    double measured = 0;
    double fitted = 0;
    // Relative to what was measured; 0 where that is 0.
    double error() const { return measured == 0 ? 0 : fitted / measured - 1; }
};
// The largest errors: of the share in time over deadlines, and of the quantiles from the 50th to
// the 99th percentile.
struct FitErrors {
    ShareError share;
    QuantileError quantile;
};

// Beyond these errors a fit is warned of.
inline constexpr double most_share_error = 0.02;
inline constexpr double most_quantile_error = 0.1;

ShareError share_error(const Law& law, const Column<double>& sorted, double at);
QuantileError quantile_error(const Law& law, const Column<double>& sorted, double share);
// Requires samples. Without deadlines, the share's error is 0.
FitErrors errors_of_fit(const Law& law, const Column<double>& sorted,
                        std::span<const double> deadlines);

// An interval that holds 95 % of what a block bootstrap gives.
struct BootstrapInterval {
    double low = 0;
    double high = 0;
};
struct FitIntervals {
    size_t block = 0;        // length of a block, in samples
    size_t repetitions = 0;  // of the bootstrap
    BootstrapInterval share;
    BootstrapInterval quantile;
};
// The intervals of the two errors, where they are largest. Samples that follow each other may
// depend on each other, so whole blocks of them are drawn, the law is fitted anew to each draw, and
// its errors are those against the same draw. purpose, seed: of the random numbers.
FitIntervals intervals_of_fit(FitFamily family, std::span<const double> samples,
                              const FitErrors& errors, Purpose purpose, uint64_t seed);

// The length of a block: the cube root of the number of samples, or twice the first lag at which
// the autocorrelation is below 0.1, whichever is longer, but at most a quarter of the samples.
size_t block_length(std::span<const double> samples);

}  // namespace mdisim
