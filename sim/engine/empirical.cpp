#include "sim/engine/empirical.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/moments.hpp"

namespace mdisim {
namespace {

// The samples in rising order.
Column<double> in_order(const Empirical& law) {
    if (!law.sorted.empty()) return law.sorted;
    ensure(!law.samples.empty(), "samples are read before their law is used");
    std::vector<double> sorted = law.samples;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

// Quantiles of samples alone, without a tail.
double sample_quantile(Column<double>::Cursor samples, size_t n, bool between, double uniform) {
    if (between) {
        const double steps = uniform * static_cast<double>(n - 1);
        const size_t i = std::min(static_cast<size_t>(steps), n - 1);
        const double low = samples.at(i);
        const double high = samples.at(std::min(i + 1, n - 1));
        return low + (high - low) * (steps - static_cast<double>(i));
    }
    const double share = uniform * static_cast<double>(n);
    const auto whole = static_cast<size_t>(share);
    const size_t rank = whole + (static_cast<double>(whole) < share ? 1 : 0);
    return samples.at(std::clamp<size_t>(rank, 1, n) - 1);
}

// The share of samples at or below x.
double sample_share(Column<double>::Cursor samples, size_t n, bool between, double x) {
    size_t below = 0;
    for (size_t behind = n; below < behind;) {
        const size_t middle = below + (behind - below) / 2;
        if (samples.at(middle) <= x) {
            below = middle + 1;
        } else {
            behind = middle;
        }
    }
    if (!between || below == 0 || below == n || n == 1) {
        return static_cast<double>(below) / static_cast<double>(n);
    }
    const double low = samples.at(below - 1);
    const double part = (x - low) / (samples.at(below) - low);
    return (static_cast<double>(below - 1) + part) / static_cast<double>(n - 1);
}

double tail_begin(const Empirical& law, const Column<double>& samples) {
    return sample_quantile(samples.cursor(), samples.size(), law.between, 1 - law.tail->share);
}

Moments moments_of_points(const Empirical& law) {
    Blend blend;
    blend.add(law.points.front().share, {law.points.front().value, 0});
    for (size_t i = 1; i < law.points.size(); ++i) {
        const double a = law.points[i - 1].value;
        const double b = law.points[i].value;
        blend.add(law.points[i].share - law.points[i - 1].share,
                  {(a + b) / 2, (b - a) * (b - a) / 12});
    }
    return blend.moments();
}

// Calls piece(weight, low, high) for the pieces of which the samples' quantiles are made, up to the
// begin of the tail. All weights with that of the tail add up to the number of pieces, which is
// returned.
template <class Piece>
double each_piece(const Empirical& law, const Column<double>& samples, Piece piece) {
    const size_t n = samples.size();
    const size_t pieces = law.between && n > 1 ? n - 1 : n;
    const double body = static_cast<double>(pieces) * (law.tail ? 1 - law.tail->share : 1);
    Column<double>::Cursor at = samples.cursor();
    for (size_t i = 0; i < pieces; ++i) {
        const double weight = std::clamp(body - static_cast<double>(i), 0.0, 1.0);
        const double low = at.at(i);
        const double high = pieces < n ? low + weight * (at.at(i + 1) - low) : low;
        piece(weight, low, high);
    }
    return static_cast<double>(pieces);
}

Moments moments_of_samples(const Empirical& law) {
    const Column<double> samples = in_order(law);
    double sum = 0;
    const double pieces = each_piece(law, samples, [&](double weight, double low, double high) {
        sum += weight * ((low + high) / 2);
    });
    Moments tail{0, 0};
    double tail_weight = 0;
    if (law.tail) {
        tail = {tail_begin(law, samples) + mean(law.tail->law.front()),
                sd(law.tail->law.front()) * sd(law.tail->law.front())};
        tail_weight = law.tail->share * pieces;
        sum += tail_weight * tail.mean;
    }
    const double centre = sum / pieces;
    double squares = tail_weight * (tail.variance + (tail.mean - centre) * (tail.mean - centre));
    each_piece(law, samples, [&](double weight, double low, double high) {
        const double off = (low + high) / 2 - centre;
        squares += weight * (off * off + (high - low) * (high - low) / 12);
    });
    return {centre, squares / pieces};
}

Chance chance_of_points(const Empirical& law, double x) {
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

// The law of points with its deviations from the mean scaled by a factor. Values below zero become
// zero.
Law scaled_points(const Empirical& law, double mean, double factor) {
    Empirical scaled;
    for (const QuantilePoint& p : law.points) {
        const QuantilePoint next{mean + factor * (p.value - mean), p.share};
        auto& points = scaled.points;
        if (!points.empty() && points.back().value < 0 && next.value > 0) {
            // This straight piece crosses zero, and its part below zero becomes zero.
            const QuantilePoint& last = points.back();
            const double part = -last.value / (next.value - last.value);
            points = {{0, last.share + part * (next.share - last.share)}};
        } else if (!points.empty() && points.back().value < 0) {
            points.clear();
        }
        points.push_back(next);
    }
    if (scaled.points.size() < 2) return Constant{mean};
    return scaled;
}

void validate_points(const std::vector<QuantilePoint>& points) {
    if (points.size() < 2) throw UserError("an empirical law needs at least two points");
    if (points.front().share < 0) {
        throw UserError("shares of an empirical law start at 0 or above");
    }
    if (points.back().share != 1) throw UserError("shares of an empirical law end at 1");
    for (size_t i = 1; i < points.size(); ++i) {
        const std::string from = " of an empirical law must not fall from point to point: number " +
                                 std::to_string(i + 1) + " is less than the one before it";
        if (!(points[i].value >= points[i - 1].value)) throw UserError("values" + from);
        if (!(points[i].share >= points[i - 1].share)) throw UserError("shares" + from);
    }
}

void validate_tail(const Tail& tail) {
    if (!(tail.share > 0 && tail.share < 1)) {
        throw UserError("a tail needs a share between 0 and 1");
    }
    if (tail.law.empty()) throw UserError("a tail needs a law");
    validate(tail.law.front());
    if (!awaits_samples(tail.law.front()) && infimum(tail.law.front()) < 0) {
        throw UserError("the law of a tail is added to the data: it must not fall below 0");
    }
}

}  // namespace

Tail::~Tail() = default;
Empirical::Empirical() = default;
Empirical::Empirical(std::vector<QuantilePoint> quantiles, std::vector<double> drawn)
    : points(std::move(quantiles)), samples(std::move(drawn)) {}

void sort_samples(Empirical& law) {
    if (law.sorted.empty() && !law.samples.empty()) law.sorted = in_order(law);
}

bool awaits_samples(const Empirical& law) {
    const bool tail = law.tail && !law.tail->law.empty() && awaits_samples(law.tail->law.front());
    return law.fitted.empty() && ((law.file && law.sorted.empty()) || tail);
}

Moments empirical_moments(const Empirical& law) {
    return law.points.empty() ? moments_of_samples(law) : moments_of_points(law);
}

Chance empirical_chance(const Empirical& law, double x) {
    if (!law.points.empty()) return chance_of_points(law, x);
    const Column<double> samples = in_order(law);
    if (law.tail) {
        const double begin = tail_begin(law, samples);
        const double share = law.tail->share;
        if (x >= begin) {
            const Chance beyond = chance(law.tail->law.front(), x - begin);
            return {1 - share + share * beyond.below, share * beyond.above};
        }
    }
    const double share = sample_share(samples.cursor(), samples.size(), law.between, x);
    return {share, 1 - share};
}

double empirical_infimum(const Empirical& law) {
    return law.points.empty() ? in_order(law).first() : law.points.front().value;
}

Law empirical_with_sd(const Empirical& law, double sd) {
    if (law.tail) throw UserError("'cv' scales data alone: it goes without a tail");
    const Moments m = empirical_moments(law);
    if (sd == 0 || m.variance == 0) return Constant{m.mean};
    const double factor = sd / __builtin_sqrt(m.variance);
    if (!law.points.empty()) return scaled_points(law, m.mean, factor);
    const Column<double> samples = in_order(law);
    Column<double>::Cursor at = samples.cursor();
    std::vector<double> scaled;
    scaled.reserve(samples.size());
    for (size_t i = 0; i < samples.size(); ++i) {
        scaled.push_back(std::max(0.0, m.mean + factor * (at.at(i) - m.mean)));
    }
    Empirical made;
    made.between = law.between;
    made.sorted = std::move(scaled);
    return made;
}

void validate(const Empirical& law) {
    const auto need = [](bool holds, const char* what) {
        if (!holds) throw UserError(what);
    };
    const bool has_samples = law.file || !law.samples.empty() || !law.sorted.empty();
    need(has_samples != !law.points.empty() && !(law.file && !law.samples.empty()),
         "an empirical law has either points, or samples of its own, or a 'file' of samples");
    need(law.file || (!law.column && !law.unit && !law.where && !law.first_rows && !law.digest &&
                      !law.found),
         "'column', 'unit', 'where', 'first_rows', 'digest' and 'found' are of a 'file'");
    for (const double x : law.samples) need(std::isfinite(x), "samples are finite numbers");
    if (!law.points.empty()) {
        need(!law.between && !law.tail && !law.fit,
             "'between', 'tail' and 'fit' are of samples, not of points");
        return validate_points(law.points);
    }
    need(!law.fit || (!law.between && !law.tail), "a 'fit' goes without 'between' and a 'tail'");
    need(law.fit || law.fitted.empty(), "what is 'fitted' needs a 'fit'");
    need(!law.fit || law.file, "a 'fit' needs its samples in a 'file'");
    if (law.tail) validate_tail(*law.tail);
    for (const Law& fitted : law.fitted) validate(fitted);
}

void add_numbers(const Empirical& law, std::vector<double>& numbers) {
    numbers.push_back(static_cast<double>(law.points.size()));
    for (const QuantilePoint& point : law.points) {
        numbers.insert(numbers.end(), {point.value, point.share});
    }
    if (!law.points.empty()) return;
    const Column<double> samples = in_order(law);
    Column<double>::Cursor at = samples.cursor();
    numbers.push_back(static_cast<double>(samples.size()));
    for (size_t i = 0; i < samples.size(); ++i) numbers.push_back(at.at(i));
    numbers.insert(numbers.end(), {law.between ? 1.0 : 0.0, law.tail ? law.tail->share : 0.0});
    if (!law.tail) return;
    const std::vector<double> tail = in_numbers(law.tail->law.front());
    numbers.insert(numbers.end(), tail.begin(), tail.end());
}

EmpiricalQuantiles::EmpiricalQuantiles(const Empirical& law)
    : points_(law.points), between_(law.between) {
    if (!points_.empty()) return;
    samples_ = in_order(law);
    if (!law.tail) return;
    tail_share_ = law.tail->share;
    tail_begin_ = tail_begin(law, samples_);
    tail_ = std::make_shared<const Sampler>(law.tail->law.front());
}

double EmpiricalQuantiles::at(double uniform) const {
    return points_.empty() ? of_samples(uniform) : of_points(uniform);
}

double EmpiricalQuantiles::of_points(double uniform) const {
    const auto above =
        std::upper_bound(points_.begin(), points_.end(), uniform,
                         [](double u, const QuantilePoint& point) { return u < point.share; });
    if (above == points_.begin()) return points_.front().value;
    if (above == points_.end()) return points_.back().value;
    const QuantilePoint& a = *(above - 1);
    const QuantilePoint& b = *above;
    return a.value + (b.value - a.value) * ((uniform - a.share) / (b.share - a.share));
}

double EmpiricalQuantiles::of_samples(double uniform) const {
    if (tail_ != nullptr && uniform > 1 - tail_share_) {
        const double beyond = 1 - (1 - uniform) / tail_share_;
        return tail_begin_ + tail_->quantile(std::max(beyond, 0x1p-53));
    }
    return sample_quantile(samples_.cursor(), samples_.size(), between_, uniform);
}

}  // namespace mdisim
