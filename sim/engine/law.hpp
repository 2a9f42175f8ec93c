// Laws: a small closed set of probability distributions, described as plain values. A sample takes
// one uniform number.
//
// Contract. A Law is data. A Sampler is a Law made ready, with the quantile function in two steps:
// the uniform number becomes a *score*, which is a quantile of a standard law, and value(score) is
// the law's quantile. Laws share scores, so a column of scores serves every model and every point
// of a sweep. Quantiles rise with the uniform number: with common random numbers, a request keeps
// its quantile when a parameter changes. mean() and sd() are the true moments; nominal_mean() and
// nominal_sd() are the parameters by which people name a law (of a truncated normal law, those
// before truncation).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/engine/empirical.hpp"

namespace mdisim {

// What becomes of values below zero where there can be none, as of times. cut: they count as zero,
// which is done where a value is used; the law itself is as without it. redraw: another value is
// drawn, which changes the law: what it was before is its parent.
enum class BelowZero { cut, redraw };

struct Constant {
    double value = 0;
};
struct Uniform {
    double low = 0;
    double high = 1;
    std::optional<BelowZero> below_zero{};
};
struct Exponential {
    double mean = 1;
};
struct Normal {
    double mean = 0;
    double sd = 1;
    std::optional<BelowZero> below_zero{};
};
// A normal law, redrawn until positive. Its mean and sd are those before truncation.
struct TruncatedNormal {
    double mean = 0;
    double sd = 1;
};
struct LogNormal {
    double mean = 1;
    double sd = 1;
};
struct LogNormalLog {
    double mu_ln = 0;
    double sigma_ln = 1;
};
struct Gamma {
    double mean = 1;
    double sd = 1;
};
struct Weibull {
    double scale = 1;
    double shape = 1;
};

struct Part;
struct Mixture {
    std::vector<Part> parts;
};
struct Shifted;

// Shifted holds its law in a one-element list so that a Law can contain a Law by value.
struct Law;
struct Shifted {
    double by = 0;
    std::vector<Law> law;
    std::optional<BelowZero> below_zero{};
};

using LawKind = std::variant<Constant, Uniform, Exponential, Normal, TruncatedNormal, LogNormal,
                             LogNormalLog, Gamma, Empirical, Mixture, Shifted, Weibull>;
struct Law : LawKind {
    using LawKind::LawKind;
    const LawKind& kind() const { return *this; }
    LawKind& kind() { return *this; }
};
struct Part {
    double weight = 1;
    Law law;
};

// The law as a list of numbers. Two lists are equal if and only if the laws are.
std::vector<double> in_numbers(const Law& law);

// The functions below, and Sampler, require a law that does not await its samples.
bool awaits_samples(const Law& law);

double mean(const Law& law);
double sd(const Law& law);
double infimum(const Law& law);  // the least possible value
double nominal_mean(const Law& law);
double nominal_sd(const Law& law);

// What is wrong with a law of something that is never below zero and never above `most`; empty if
// nothing is. One value in 10^12 may be: those are too rare to be met. A law that says what becomes
// of values below zero may have them. Requires a law that does not await its samples.
std::string wrong_between_zero_and(double most, const Law& law);

// Whether the squares of a law's numbers, and the quotients of these, are numbers, too. Samples may
// be of any size, and may be awaited.
bool can_be_computed_with(const Law& law);

// Throws UserError if the parameters do not describe a law, such as sd < 0 or falling shares. The
// law may await its samples.
void validate(const Law& law);

enum class Family { truncated_normal, normal, lognormal, gamma, constant, exponential };
// The law of the family with this nominal mean and sd. If sd is 0, it is a constant, except in the
// exponential family, which ignores sd.
Law in_family(Family family, double mean, double sd);
// The law with its nominal sd set to cv times its nominal mean. The deviations of an empirical law
// are scaled, and values below zero become zero. Throws UserError for constant and exponential
// laws, mixtures, shifted laws and Weibull laws.
Law with_cv(const Law& law, double cv);

// P(X <= x) and P(X > x), each accurate in its own tail.
struct Chance {
    double below;
    double above;
};
Chance chance(const Law& law, double x);

enum class Score { none, uniform, exponential, normal };

// The score of one uniform number; score_column computes those of n numbers.
double score_of(Score score, double uniform);
void score_column(Score score, const double* uniforms, size_t n, double* scores);

class QuantileTable;

class Sampler {
  public:
    Sampler() = default;
    explicit Sampler(const Law& law);

    Score score() const { return score_; }

    // Requires a score of the kind score(). Cost: one multiplication for affine laws, about 10-25
    // ns for the others.
    double value(double score) const {
        return form_ == Form::affine ? offset_ + slope_ * score : curved(score);
    }
    double quantile(double uniform) const { return value(score_of(score_, uniform)); }
    // out[i] = value(scores[i]), with the same bits. Requires n <= 256.
    void fill(const double* scores, size_t n, double* out) const;
    // out[i] = quantile(uniforms[i]), with the same bits. Requires n <= 256.
    void quantiles(const double* uniforms, size_t n, double* out) const {
        score_column(score_, uniforms, n, out);
        fill(out, n, out);
    }

  private:
    enum class Form { affine, exponential_of_affine, power, truncated, table, empirical };

    void make(const Constant& law);
    void make(const Uniform& law);
    void make(const Exponential& law);
    void make(const Normal& law);
    void make(const TruncatedNormal& law);
    void make(const LogNormal& law);
    void make(const LogNormalLog& law);
    void make(const Gamma& law);
    void make(const Empirical& law);
    void make(const Mixture& law);
    void make(const Shifted& law);
    void make(const Weibull& law);
    void line(Form form, Score score, double offset, double slope);

    void tabulate(const Law& law);

    double curved(double score) const;

    Score score_ = Score::none;
    Form form_ = Form::affine;
    double offset_ = 0;
    double slope_ = 0;
    double mass_ = 1;                             // Form::truncated: P(X > 0) before truncation
    double shift_ = 0;                            // added to the values of all forms but affine
    bool moderate_ = false;                       // whether exponents are within +-700
    std::shared_ptr<const QuantileTable> table_;  // used by Form::table
    std::shared_ptr<const EmpiricalQuantiles> empirical_;  // used by Form::empirical
};

}  // namespace mdisim
