// Empirical laws: measured data, as quantiles or as samples.
//
// Contract. A law of points has the distribution function that is linear between them. A law of n
// samples draws the sample of rank ceil(u n) for the uniform number u, so each sample has the same
// chance, ties have theirs, and the mean is that of the samples; with `between` it interpolates
// linearly between the samples, from the least to the greatest (the quantiles of numpy). A tail
// replaces the highest quantiles, so that values beyond the data are drawn, too. A law that is
// fitted to the samples takes their place entirely. Samples take 8 bytes each, and copies of a law
// share them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/describe/table_choice.hpp"
#include "sim/describe/unit.hpp"

namespace mdisim {

struct Law;
class Sampler;

// P(X <= value) = share.
struct QuantilePoint {
    double value = 0;
    double share = 0;
};

// With the chance `share`, a value is the quantile of the samples at 1 - share, plus a draw of the
// law, which stands in a list of one so that a law can contain a law by value.
struct Tail {
    double share = 0.01;
    std::vector<Law> law;

    ~Tail();  // defined where Law is complete, as are the constructors of Empirical
};

// What a file holds for a law.
struct FoundSamples {
    int64_t n = 1;
    double least = 0;
    double greatest = 0;
};

enum class FitFamily { lognormal, gamma, normal, weibull };

// A law has either points or samples. Samples stand in the law itself or in a file.
struct Empirical {
    Empirical();
    explicit Empirical(std::vector<QuantilePoint> points, std::vector<double> samples = {});

    std::vector<QuantilePoint> points;
    std::vector<double> samples{};
    std::optional<std::string> file{};
    std::optional<std::string> digest{};
    std::optional<std::string> column{};
    std::optional<Unit> unit{};
    std::optional<RowChoice> where{};
    std::optional<int64_t> first_rows{};
    std::optional<FoundSamples> found{};
    bool between = false;
    std::optional<Tail> tail{};
    std::optional<FitFamily> fit{};
    std::vector<Law> fitted;  // one law or none: the fit
    Column<double> sorted{};  // the samples in rising order, from wherever they are
};

// Sorts the samples of a law that has them in itself. Until then, whoever needs them sorted sorts
// them anew.
void sort_samples(Empirical& law);

// Whether the samples of the law are in a file that has not been read, so that nothing is known of
// their values.
bool awaits_samples(const Empirical& law);

struct Chance;
struct Moments;

// These functions are those of law.hpp for an empirical law that is not fitted and does not await
// its samples.
Moments empirical_moments(const Empirical& law);
Chance empirical_chance(const Empirical& law, double x);
double empirical_infimum(const Empirical& law);
Law empirical_with_sd(const Empirical& law, double sd);
// Throws UserError. Awaited samples are not looked at.
void validate(const Empirical& law);
// The numbers of the law for in_numbers().
void add_numbers(const Empirical& law, std::vector<double>& numbers);

// An empirical law made ready. Requires one that is not fitted and does not await its samples.
class EmpiricalQuantiles {
  public:
    explicit EmpiricalQuantiles(const Empirical& law);
    // Requires 0 < uniform < 1. Cost: a search among points, none among samples.
    double at(double uniform) const;

  private:
    double of_points(double uniform) const;
    double of_samples(double uniform) const;

    std::vector<QuantilePoint> points_;
    Column<double> samples_;
    bool between_ = false;
    double tail_share_ = 0;
    double tail_begin_ = 0;  // the quantile from which the tail is drawn
    std::shared_ptr<const Sampler> tail_;
};

}  // namespace mdisim
