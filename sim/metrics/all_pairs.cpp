#include "sim/metrics/all_pairs.hpp"

#include <algorithm>
#include <limits>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

Interval negative(const Interval& i) { return {-i.mean, -i.high, -i.low}; }

}  // namespace

AllPairs::AllPairs(std::span<const std::vector<double>> systems, size_t together)
    : systems_(systems.size()) {
    ensure(systems.size() > 1, "a comparison needs two systems");
    const size_t family = std::max(together, pairs_of(systems.size()));
    std::vector<double> difference;
    for (size_t i = 0; i < systems.size(); ++i) {
        ensure(systems[i].size() == systems[0].size(), "systems of other replications");
        for (size_t j = 0; j < i; ++j) {
            difference.resize(systems[i].size());
            std::transform(systems[i].begin(), systems[i].end(), systems[j].begin(),
                           difference.begin(), [](double a, double b) { return a - b; });
            differences_.push_back(simultaneous_interval(difference, family));
        }
    }
}

Interval AllPairs::difference(size_t i, size_t j) const {
    ensure(i != j && i < systems_ && j < systems_, "a pair is of two systems");
    return i > j ? differences_[pairs_of(i) + j] : negative(differences_[pairs_of(j) + i]);
}

std::vector<SystemRank> ranks_of(const AllPairs& pairs, BestIs best) {
    std::vector<SystemRank> all;
    for (size_t i = 0; i < pairs.systems(); ++i) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        SystemRank one{1, pairs.systems(), {infinity, infinity, infinity}};
        for (size_t j = 0; j < pairs.systems(); ++j) {
            if (i == j) continue;
            const Interval over =
                best == BestIs::highest ? pairs.difference(i, j) : pairs.difference(j, i);
            one.first += over.high < 0;
            one.last -= over.low > 0;
            // The lead is the least of the differences, so its ends are the least of their ends.
            one.lead = {std::min(one.lead.mean, over.mean), std::min(one.lead.low, over.low),
                        std::min(one.lead.high, over.high)};
        }
        all.push_back(one);
    }
    return all;
}

}  // namespace mdisim
