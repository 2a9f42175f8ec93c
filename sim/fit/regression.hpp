// Least squares: a line through measurements, fitted as PieSlicer (Sec. 4.3) trains its models.
// Only regression.cpp uses Eigen.
//
// Contract: fit drops measurements below the 5th and above the 95th percentile of the predicted
// quantity, scales each feature to [0, 1], keeps a fifth of the rest for testing, fits the line to
// the others and cross-validates on them with ten folds. It throws a UserError if the measurements
// do not determine a line: too few, a feature that never changes, or, unless the options say
// otherwise, features that depend on each other. Equal measurements give the same line on every
// machine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace mdisim {

// Rows of features, each with the value that is to be predicted from the features.
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

// What to do about features that follow from others: refuse them, or share the slope among them.
enum class Dependent { refuse, share };

struct FitOptions {
    double cut = 0.05;        // share of values that is dropped at either end
    double test_share = 0.2;  // share of rows for testing
    int64_t folds = 10;       // of cross-validation; fewer if there are fewer rows
    uint64_t seed = 1;        // for the assignment of rows to testing and to folds
    Dependent dependent = Dependent::refuse;
};

struct Fit {
    FittedLine line;
    // Mean absolute percentage errors, as shares: on the training rows, on the test rows, and over
    // the folds, where the error is 0 if there are too few rows for folds.
    double train_error = 0;
    double test_error = 0;
    double validation_error = 0;
    size_t used = 0;
    size_t dropped = 0;
};

Fit fit(const Measurements& rows, const FitOptions& options = {});

}  // namespace mdisim
