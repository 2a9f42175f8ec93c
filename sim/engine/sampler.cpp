#include <algorithm>
#include <memory>
#include <variant>

#include "sim/describe/check.hpp"
#include "sim/engine/columns.hpp"
#include "sim/engine/empirical.hpp"
#include "sim/engine/kernels.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/math.hpp"
#include "sim/engine/quantile_table.hpp"

namespace mdisim {
namespace {

double not_negative(double x) { return x > 0 ? x : 0; }

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
    const bool redrawn = law.below_zero == BelowZero::redraw;
    const double low = redrawn ? not_negative(law.low) : law.low;
    line(Form::affine, Score::uniform, low, law.high - low);
}
void Sampler::make(const Exponential& law) { line(Form::affine, Score::exponential, 0, law.mean); }
void Sampler::make(const Normal& law) {
    if (law.below_zero == BelowZero::redraw) return make(TruncatedNormal{law.mean, law.sd});
    line(Form::affine, Score::normal, law.mean, law.sd);
}

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
    moderate_ = __builtin_fabs(law.mu_ln) + QuantileTable::end * law.sigma_ln < 700;
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
    if (!law.fitted.empty()) {
        *this = Sampler(law.fitted.front());
        return;
    }
    score_ = Score::uniform;
    form_ = Form::empirical;
    empirical_ = std::make_shared<const EmpiricalQuantiles>(law);
}

void Sampler::make(const Shifted& law) {
    *this = Sampler(law.law.front());
    (form_ == Form::affine ? offset_ : shift_) += law.by;
}

void Sampler::make(const Weibull& law) {
    line(Form::power, Score::exponential, portable_log(law.scale), 1 / law.shape);
}

void Sampler::tabulate(const Law& law) {
    score_ = Score::normal;
    form_ = Form::table;
    table_ = QuantileTable::of(law);
}

double Sampler::curved(double score) const {
    switch (form_) {
        case Form::affine:
            return offset_ + slope_ * score;
        case Form::exponential_of_affine:
            return portable_exp(offset_ + slope_ * score) + shift_;
        case Form::power:
            return portable_exp(offset_ + slope_ * portable_log(score)) + shift_;
        case Form::truncated:
            return not_negative(offset_ - slope_ * normal_quantile((1 - score) * mass_)) + shift_;
        case Form::table:
            return table_->at(score) + shift_;
        case Form::empirical:
            return empirical_->at(score) + shift_;
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
