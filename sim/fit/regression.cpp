#include "sim/fit/regression.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/words.hpp"
#include "sim/engine/random.hpp"

namespace mdisim {
namespace {

using Rows = std::vector<size_t>;

// The range of a feature, by which the feature is scaled to [0, 1].
struct Range {
    double low = 0;
    double high = 0;
    double width() const { return high - low; }
};

std::vector<Range> ranges_of(const Measurements& m, const Rows& rows) {
    std::vector<Range> ranges;
    for (size_t f = 0; f < m.names().size(); ++f) {
        Range range{m.features(rows.front())[f], m.features(rows.front())[f]};
        for (size_t row : rows) {
            range.low = std::min(range.low, m.features(row)[f]);
            range.high = std::max(range.high, m.features(row)[f]);
        }
        if (!(range.width() > 0)) {
            throw UserError("no line can be fitted: the feature '" + m.names()[f] +
                            "' is the same in all " + std::to_string(rows.size()) +
                            " measurements");
        }
        ranges.push_back(range);
    }
    return ranges;
}

// Of all least-squares solutions the one with the least sum of squares.
Eigen::VectorXd shortest_solution(const Eigen::MatrixXd& features, const Eigen::VectorXd& values) {
    Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposed;
    decomposed.setThreshold(1e-10);
    decomposed.compute(features);
    return decomposed.solve(values);
}

FittedLine line_through(const Measurements& m, const Rows& rows, Dependent dependent) {
    const size_t unknowns = m.names().size() + 1;
    if (rows.size() < unknowns) {
        throw UserError("no line can be fitted: " + std::to_string(rows.size()) +
                        " measurements for " + std::to_string(unknowns) + " coefficients");
    }
    const std::vector<Range> ranges = ranges_of(m, rows);
    using Eigen::Index;
    Eigen::MatrixXd features(static_cast<Index>(rows.size()), static_cast<Index>(unknowns));
    Eigen::VectorXd values(static_cast<Index>(rows.size()));
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto at = static_cast<Index>(i);
        features(at, 0) = 1;
        for (size_t f = 0; f < ranges.size(); ++f) {
            features(at, static_cast<Index>(f + 1)) =
                (m.features(rows[i])[f] - ranges[f].low) / ranges[f].width();
        }
        values(at) = m.value(rows[i]);
    }
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> decomposed;
    decomposed.setThreshold(1e-10);
    decomposed.compute(features);
    const bool depend = static_cast<size_t>(decomposed.rank()) < unknowns;
    if (depend && dependent == Dependent::refuse) {
        throw UserError("no line can be fitted: the features '" + joined(m.names(), "', '") +
                        "' do not tell apart what each of them does (rank " +
                        std::to_string(decomposed.rank()) + " of " + std::to_string(unknowns) +
                        "); leave out one that follows from the others");
    }
    Eigen::VectorXd solution;
    if (depend) {
        solution = shortest_solution(features, values);
    } else {
        solution = decomposed.solve(values);
    }
    FittedLine line{solution(0), {}};
    for (size_t f = 0; f < ranges.size(); ++f) {
        const double slope = solution(static_cast<Index>(f + 1)) / ranges[f].width();
        line.slopes.push_back(slope);
        line.intercept -= slope * ranges[f].low;
    }
    return line;
}

double error_of(const FittedLine& line, const Measurements& m, const Rows& rows) {
    double sum = 0;
    size_t counted = 0;
    for (size_t row : rows) {
        const double value = m.value(row);
        if (value == 0) continue;
        const double off = (line.at(m.features(row)) - value) / value;
        sum += off < 0 ? -off : off;
        ++counted;
    }
    return counted == 0 ? 0 : sum / static_cast<double>(counted);
}

Rows all_rows(const Measurements& m) {
    Rows rows(m.size());
    std::iota(rows.begin(), rows.end(), size_t{0});
    return rows;
}

// All rows in their order, without the share `cut` of rows with the least values and the share with
// the greatest.
Rows without_outliers(const Measurements& m, double cut) {
    Rows rows = all_rows(m);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](size_t a, size_t b) { return m.value(a) < m.value(b); });
    const auto away = static_cast<size_t>(cut * static_cast<double>(rows.size()));
    if (2 * away < rows.size()) {
        rows.erase(rows.end() - static_cast<std::ptrdiff_t>(away), rows.end());
        rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(away));
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

void shuffle(Rows& rows, uint64_t seed) {
    std::vector<std::pair<uint64_t, size_t>> keyed;
    for (size_t row : rows) keyed.emplace_back(random_lanes(seed, {{}, 0, 0, 0, row}).lane[0], row);
    std::sort(keyed.begin(), keyed.end());
    for (size_t i = 0; i < rows.size(); ++i) rows[i] = keyed[i].second;
}

// The mean, over all folds, of the error on a fold of the line through the other folds.
double cross_validated(const Measurements& m, const Rows& rows, size_t folds, Dependent dependent) {
    double sum = 0;
    for (size_t fold = 0; fold < folds; ++fold) {
        Rows in;
        Rows out;
        for (size_t i = 0; i < rows.size(); ++i) (i % folds == fold ? out : in).push_back(rows[i]);
        sum += error_of(line_through(m, in, dependent), m, out);
    }
    return sum / static_cast<double>(folds);
}

}  // namespace

void Measurements::add(std::span<const double> features, double value) {
    ensure(features.size() == names_.size(), "a measurement with other features");
    features_.insert(features_.end(), features.begin(), features.end());
    values_.push_back(value);
}

double FittedLine::at(std::span<const double> features) const {
    double sum = intercept;
    for (size_t f = 0; f < slopes.size(); ++f) sum += slopes[f] * features[f];
    return sum;
}

double mean_absolute_percentage_error(const FittedLine& line, const Measurements& rows) {
    return error_of(line, rows, all_rows(rows));
}

Fit fit(const Measurements& rows, const FitOptions& options) {
    Rows kept = without_outliers(rows, options.cut);
    Fit result;
    result.used = kept.size();
    result.dropped = rows.size() - kept.size();
    shuffle(kept, options.seed);
    const auto aside =
        static_cast<std::ptrdiff_t>(options.test_share * static_cast<double>(kept.size()));
    const Rows test(kept.begin(), kept.begin() + aside);
    const Rows training(kept.begin() + aside, kept.end());
    result.line = line_through(rows, training, options.dependent);
    result.train_error = error_of(result.line, rows, training);
    result.test_error = error_of(result.line, rows, test);
    const size_t folds = std::min(static_cast<size_t>(options.folds), training.size());
    // Two folds are the least, and the rows outside of a fold must be enough for a line.
    if (folds > 1 &&
        training.size() - (training.size() + folds - 1) / folds > rows.names().size()) {
        result.validation_error = cross_validated(rows, training, folds, options.dependent);
    }
    return result;
}

}  // namespace mdisim
