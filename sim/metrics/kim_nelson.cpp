#include "sim/metrics/kim_nelson.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/engine/math.hpp"

namespace mdisim {
namespace {

constexpr double error_share = 0.05;

// The variance of the differences of the first n replications.
double variance_of_difference(std::span<const double> a, std::span<const double> b, size_t n) {
    double sum = 0;
    for (size_t r = 0; r < n; ++r) sum += a[r] - b[r];
    const double mean = sum / static_cast<double>(n);
    double squares = 0;
    for (size_t r = 0; r < n; ++r) {
        const double off = a[r] - b[r] - mean;
        squares += off * off;
    }
    return squares / static_cast<double>(n - 1);
}

class Selecting {
  public:
    Selecting(std::span<const std::vector<double>> systems, BestIs best, double indifference,
              size_t first)
        : systems_(systems), sign_(best == BestIs::highest ? 1 : -1), indifference_(indifference) {
        const auto degrees = static_cast<double>(first - 1);
        const double each = 2 * error_share / static_cast<double>(systems.size() - 1);
        const double eta = (portable_exp(-2 / degrees * portable_log(each)) - 1) / 2;
        const double h_squared = 2 * eta * degrees;
        for (size_t i = 0; i < systems.size(); ++i) {
            for (size_t j = 0; j < i; ++j) {
                const double variance = variance_of_difference(systems[i], systems[j], first);
                bounds_.push_back(h_squared * variance / indifference);
            }
        }
        found_.out_after.resize(systems.size());
        sums_.resize(systems.size());
    }

    Selection run(size_t first) {
        for (size_t r = 0; r < systems_[0].size() && !found_.decided; ++r) {
            for (size_t i = 0; i < systems_.size(); ++i) sums_[i] += sign_ * systems_[i][r];
            if (r + 1 >= first) look_after(r + 1);
        }
        for (size_t i = 0; i < systems_.size(); ++i) {
            for (size_t j = 0; j < i; ++j) {
                if (found_.out_after[i] > 0 || found_.out_after[j] > 0) continue;
                const double last = std::ceil(bounds_[pairs_of(i) + j] / indifference_);
                found_.at_most = std::max(found_.at_most, last);
            }
        }
        return std::move(found_);
    }

  private:
    // By how much the sums of two systems may differ after r replications.
    double allowed(size_t i, size_t j, size_t r) const {
        const double bound = bounds_[pairs_of(std::max(i, j)) + std::min(i, j)];
        return std::max(0.0, (bound - indifference_ * static_cast<double>(r)) / 2);
    }

    void look_after(size_t r) {
        std::vector<size_t> left;
        for (size_t i = 0; i < systems_.size(); ++i) {
            if (found_.out_after[i] == 0) left.push_back(i);
        }
        bool undecided = false;
        for (const size_t i : left) {
            for (const size_t j : left) {
                if (i == j) continue;
                const double bound = allowed(i, j, r);
                if (sums_[i] < sums_[j] - bound) found_.out_after[i] = r;
                undecided = undecided || bound > 0;
            }
        }
        found_.decided = !undecided || found_.left() == 1;
    }

    std::span<const std::vector<double>> systems_;
    double sign_;
    double indifference_;
    std::vector<double> bounds_;  // of each pair i > j, before what r replications take away
    std::vector<double> sums_;
    Selection found_;
};

}  // namespace

size_t Selection::left() const {
    return static_cast<size_t>(std::count(out_after.begin(), out_after.end(), size_t{0}));
}

Selection select_best(std::span<const std::vector<double>> systems, BestIs best,
                      double indifference, size_t variances_from) {
    ensure(systems.size() > 1, "a selection needs two systems");
    ensure(indifference > 0, "a selection needs an indifference");
    ensure(variances_from > 1, "a variance needs two replications");
    for (const std::vector<double>& one : systems) {
        ensure(one.size() == systems[0].size() && one.size() >= variances_from,
               "systems have equally many replications, and enough");
    }
    return Selecting(systems, best, indifference, variances_from).run(variances_from);
}

}  // namespace mdisim
