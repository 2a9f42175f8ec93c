#include <algorithm>
#include <map>
#include <mutex>

#include "sim/describe/check.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

// Knots of the tables for gamma laws and mixtures: quantiles at evenly spaced normal scores. The
// uniforms lie in [2^-53, 1 - 2^-53], scores within +-8.21. Error: tests/engine/law_test.cpp.
constexpr double z_end = 8.25;
constexpr size_t knots = 1057;
constexpr double z_step = 2 * z_end / static_cast<double>(knots - 1);

double not_negative(double x) { return x > 0 ? x : 0; }

// The normal score at which x stands in the law.
double standing(const Law& law, double x) {
    constexpr double floor = 1e-300;
    const Chance c = chance(law, x);
    return c.below < c.above ? normal_quantile(std::max(c.below, floor))
                             : -normal_quantile(std::max(c.above, floor));
}

// The quantile at score z, sought upwards from `low`: false position (nearly a straight line in
// scores), with bisection whenever that does not halve the bracket.
double invert(const Law& law, double z, double low, double width) {
    double high = low + width;
    while (standing(law, high) < z) {
        width *= 2;
        high += width;
    }
    double below = standing(law, low) - z;
    double above = standing(law, high) - z;
    if (below >= 0) return low;
    for (int i = 0; i < 300; ++i) {
        const bool halve = i % 3 == 2;
        double x = halve ? low + (high - low) / 2 : low - below * (high - low) / (above - below);
        if (x <= low || x >= high) x = low + (high - low) / 2;
        if (x <= low || x >= high) break;
        const double side = standing(law, x) - z;
        if (side == 0) return x;
        (side < 0 ? low : high) = x;
        (side < 0 ? below : above) = side;
    }
    return low + (high - low) / 2;
}

double lowest(const Law& law, double width) {
    const double least = infimum(law);
    double low = std::max(least, mean(law) - width);
    while (low > least && standing(law, low) > -z_end) low = std::max(least, low - width);
    return low;
}

}  // namespace

double score_of(Score score, double uniform) {
    switch (score) {
        case Score::none:
            return 0;
        case Score::uniform:
            return uniform;
        case Score::exponential:
            return -kernels::log(1 - uniform);
        case Score::normal:
            return normal_quantile(uniform);
    }
    return 0;
}

void score_column(Score score, const double* uniforms, size_t n, double* scores) {
    switch (score) {
        case Score::none:
            std::fill_n(scores, n, 0.0);
            return;
        case Score::uniform:
            std::copy_n(uniforms, n, scores);
            return;
        case Score::exponential:
            columns().exponential_quantiles(uniforms, n, scores);
            return;
        case Score::normal:
            columns().normal_quantiles(uniforms, n, scores);
            return;
    }
}

Sampler::Sampler(const Law& law) {
    std::visit([this](const auto& kind) { make(kind); }, law.kind());
}

void Sampler::line(Form form, Score score, double offset, double slope) {
    form_ = form;
    score_ = slope == 0 ? Score::none : score;
    offset_ = offset;
    slope_ = slope;
}

void Sampler::make(const Constant& law) { line(Form::affine, Score::none, law.value, 0); }
void Sampler::make(const Uniform& law) {
    line(Form::affine, Score::uniform, law.low, law.high - law.low);
}
void Sampler::make(const Exponential& law) { line(Form::affine, Score::exponential, 0, law.mean); }
void Sampler::make(const Normal& law) { line(Form::affine, Score::normal, law.mean, law.sd); }

void Sampler::make(const TruncatedNormal& law) {
    mass_ = law.sd == 0 ? 1 : normal_below(law.mean / law.sd);
    if (mass_ == 1)
        line(Form::affine, Score::normal, law.mean, law.sd);
    else
        line(Form::truncated, Score::uniform, law.mean, law.sd);
}

void Sampler::make(const LogNormal& law) {
    if (law.sd == 0) return make(Constant{law.mean});
    const double cv = law.sd / law.mean;
    const double variance = portable_log(1 + cv * cv);
    make(LogNormalLog{portable_log(law.mean) - variance / 2, __builtin_sqrt(variance)});
}
void Sampler::make(const LogNormalLog& law) {
    if (law.sigma_ln == 0) return make(Constant{portable_exp(law.mu_ln)});
    line(Form::exponential_of_affine, Score::normal, law.mu_ln, law.sigma_ln);
    moderate_ = __builtin_fabs(law.mu_ln) + z_end * law.sigma_ln < 700;
}

void Sampler::make(const Gamma& law) {
    if (law.sd == 0)
        make(Constant{law.mean});
    else
        tabulate(law);
}
void Sampler::make(const Mixture& law) {
    if (sd(law) == 0)
        make(Constant{mean(law)});
    else
        tabulate(law);
}

void Sampler::make(const Empirical& law) {
    score_ = Score::uniform;
    form_ = Form::steps;
    points_ = law.points;
}

void Sampler::make(const Shifted& law) {
    *this = Sampler(law.law.front());
    (form_ == Form::affine ? offset_ : shift_) += law.by;
}

// Many worlds of a sweep have the same laws: a table that was made is kept for the next one.
void Sampler::tabulate(const Law& law) {
    constexpr size_t most = 256;
    static std::mutex guard;
    static std::map<std::vector<double>, std::shared_ptr<const std::vector<double>>> made;
    score_ = Score::normal;
    form_ = Form::table;
    const std::vector<double> numbers = in_numbers(law);
    {
        const std::lock_guard lock(guard);
        const auto known = made.find(numbers);
        if (known != made.end()) table_ = known->second;
    }
    if (table_) return;
    table_ = std::make_shared<const std::vector<double>>(table_of(law));
    const std::lock_guard lock(guard);
    if (made.size() >= most) made.clear();
    made.emplace(numbers, table_);
}

std::vector<double> Sampler::table_of(const Law& law) {
    const double width = sd(law);
    std::vector<double> value(knots);
    double low = lowest(law, width);
    for (size_t i = 0; i < knots; ++i) {
        low = value[i] = invert(law, -z_end + z_step * static_cast<double>(i), low, width / 64);
    }
    // Fritsch and Butland's slopes: harmonic means of the neighbouring rises keep it monotone.
    std::vector<double> table(2 * knots);
    for (size_t i = 0; i < knots; ++i) {
        const double left = i > 0 ? value[i] - value[i - 1] : 0;
        const double right = i + 1 < knots ? value[i + 1] - value[i] : 0;
        table[2 * i] = value[i];
        table[2 * i + 1] = left > 0 && right > 0 ? 2 * left * right / (left + right) : 0;
    }
    return table;
}

double Sampler::from_table(double z) const {
    const double at = (z + z_end) / z_step;
    const size_t i = std::min(static_cast<size_t>(at), knots - 2);
    const double t = at - static_cast<double>(i);
    const double* p = table_->data() + 2 * i;
    const double rise = p[2] - p[0];
    const double curve = p[1] + p[3] - 2 * rise;
    const double bend = 3 * rise - 2 * p[1] - p[3];
    return p[0] + t * (p[1] + t * (bend + t * curve));
}

double Sampler::from_steps(double uniform) const {
    const auto above =
        std::upper_bound(points_.begin(), points_.end(), uniform,
                         [](double u, const QuantilePoint& point) { return u < point.share; });
    if (above == points_.begin()) return points_.front().value;
    if (above == points_.end()) return points_.back().value;
    const QuantilePoint& a = *(above - 1);
    const QuantilePoint& b = *above;
    return a.value + (b.value - a.value) * ((uniform - a.share) / (b.share - a.share));
}

double Sampler::curved(double score) const {
    switch (form_) {
        case Form::affine:
            return offset_ + slope_ * score;
        case Form::exponential_of_affine:
            return portable_exp(offset_ + slope_ * score) + shift_;
        case Form::truncated:
            return not_negative(offset_ - slope_ * normal_quantile((1 - score) * mass_)) + shift_;
        case Form::table:
            return from_table(score) + shift_;
        case Form::steps:
            return from_steps(score) + shift_;
    }
    return 0;
}

void Sampler::fill(const double* scores, size_t n, double* out) const {
    ensure(n <= column_size, "a column holds at most 256 values");
    if (form_ == Form::truncated) {
        double p[column_size];
        for (size_t i = 0; i < n; ++i) p[i] = (1 - scores[i]) * mass_;
        columns().normal_quantiles(p, n, p);
        for (size_t i = 0; i < n; ++i) out[i] = not_negative(offset_ - slope_ * p[i]) + shift_;
        return;
    }
    if (form_ == Form::affine) {
        for (size_t i = 0; i < n; ++i) out[i] = offset_ + slope_ * scores[i];
        return;
    }
    if (form_ == Form::exponential_of_affine && moderate_) {
        for (size_t i = 0; i < n; ++i) out[i] = offset_ + slope_ * scores[i];
        columns().exponentials(out, n, out);
        for (size_t i = 0; i < n; ++i) out[i] += shift_;
        return;
    }
    for (size_t i = 0; i < n; ++i) out[i] = curved(scores[i]);
}

}  // namespace mdisim
