#include "sim/metrics/warm_up.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

std::vector<double> means_of_batches(std::span<const double> observations) {
    std::vector<double> means;
    for (size_t at = 0; at + mser_batch <= observations.size(); at += mser_batch) {
        double sum = 0;
        size_t measured = 0;
        for (const double x : observations.subspan(at, mser_batch)) {
            if (std::isnan(x)) continue;
            sum += x;
            ++measured;
        }
        const double before = means.empty() ? not_measured : means.back();
        means.push_back(measured > 0 ? sum / static_cast<double>(measured) : before);
    }
    // Batches before the first that is measured are as that one is.
    const auto first =
        std::find_if(means.begin(), means.end(), [](double mean) { return !std::isnan(mean); });
    std::fill(means.begin(), first, first == means.end() ? 0 : *first);
    return means;
}

}  // namespace

std::optional<size_t> mser5(std::span<const double> observations) {
    ensure(observations.size() >= mser_least, "MSER-5 needs ten batches");
    const std::vector<double> means = means_of_batches(observations);
    // From the end on, so that the mean and the squares of what is kept grow by one batch a step.
    // The last five batches are always kept: of fewer, the spread is often small by chance.
    constexpr size_t always_kept = 5;
    size_t best = means.size();
    double least = 0;
    double mean = 0;
    double squares = 0;
    for (size_t kept = 1; kept <= means.size(); ++kept) {
        const size_t left_out = means.size() - kept;
        const double off = means[left_out] - mean;
        mean += off / static_cast<double>(kept);
        squares += off * (means[left_out] - mean);
        if (kept < always_kept) continue;
        const double error = squares / static_cast<double>(kept) / static_cast<double>(kept);
        if (best < means.size() && error > least) continue;
        best = left_out;
        least = error;
    }
    if (best > means.size() / 2) return std::nullopt;
    return best * mser_batch;
}

}  // namespace mdisim
