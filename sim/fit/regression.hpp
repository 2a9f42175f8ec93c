// Least squares: a line through measurements, fitted as PieSlicer (Sec. 4.3) trains its models.
// Eigen does the work and is known to regression.cpp alone.
//
// Contract: fit drops measurements below the 5th and above the 95th percentile of what is
// predicted, maps each feature to 0..1, puts a fifth aside for testing, and validates tenfold on
// the rest. It refuses, with a UserError that says why, measurements that determine no line: too
// few, a feature that never changes (so a range is never zero), features that say the same thing.
// The same measurements give the same line on every machine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace mdisim {

// Rows of features and what is to be predicted from them.
class Measurements {
  public:
    explicit Measurements(std::vector<std::string> features) : names_(std::move(features)) {}

    // Requires as many features as there are names.
    void add(std::span<const double> features, double value);
    void clear() {
        features_.clear();
        values_.clear();
    }
    size_t size() const { return values_.size(); }
    const std::vector<std::string>& names() const { return names_; }
    std::span<const double> features(size_t row) const {
        return std::span(features_).subspan(row * names_.size(), names_.size());
    }
    double value(size_t row) const { return values_[row]; }

  private:
    std::vector<std::string> names_;
    std::vector<double> features_;
    std::vector<double> values_;
};

// value = intercept + slopes * features, in the features' own units.
struct FittedLine {
    double intercept = 0;
    std::vector<double> slopes;

    double at(std::span<const double> features) const;
    double at(double feature) const { return intercept + slopes.front() * feature; }
};

// The mean of |predicted - measured| / measured over rows whose measurement is not zero.
double mean_absolute_percentage_error(const FittedLine& line, const Measurements& rows);

struct FitOptions {
    double cut = 0.05;        // of the values, from either end
    double test_share = 0.2;  // put aside
    int64_t folds = 10;       // fewer where there are fewer rows than that
    uint64_t seed = 1;        // of who is put aside, and into which fold
};

struct Fit {
    FittedLine line;
    double train_error = 0;  // mean absolute percentage errors, as shares
    double test_error = 0;
    double validation_error = 0;
    size_t used = 0;
    size_t dropped = 0;
};

Fit fit(const Measurements& rows, const FitOptions& options = {});

}  // namespace mdisim
