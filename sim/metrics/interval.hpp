// Intervals and differences over independent replications, by Student's t.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace mdisim {

struct Interval {
    double mean = 0;
    double low = 0;
    double high = 0;

    double half_width() const { return high - mean > mean - low ? high - mean : mean - low; }
};

// The least and the greatest value that a quantity can have.
struct Domain {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};
inline constexpr Domain anything{};
inline constexpr Domain from_zero{0, std::numeric_limits<double>::infinity()};
inline constexpr Domain from_zero_to_one{0, 1};

// The 95 % interval over replications; of one replication its width is infinite. It lies within the
// domain by the delta method: Student's interval of the logarithm of the distance from the bound,
// or of the logit between two bounds, is mapped back. The mean stays that of the replications.
// Requires that `most` is infinite if `least` is.
Interval student_interval(std::span<const double> replications, const Domain& domain = anything);
// The intervals of several quantities that hold all together in 95 of 100 samples (Bonferroni):
// that of one of `together` quantities, without bounds. Requires that `together` is at least 1.
Interval simultaneous_interval(std::span<const double> replications, size_t together);
// student_interval() about another centre than the mean of the replications.
Interval interval_about(double centre, std::span<const double> replications, const Domain& domain);

// The 95 % interval of a share. If all replications agree, their spread has no information; the
// interval is then the exact one (Clopper-Pearson) of the pooled counts.
Interval share_interval(std::span<const double> replications, uint64_t hits, uint64_t trials);
Interval clopper_pearson(uint64_t hits, uint64_t trials);

// The number of independent events that would give a share as precisely as these replications do:
// the square of the mean over its standard error. Infinite if the error is not known.
double effective_count(std::span<const double> shares);

// a - b, replication by replication, on common random numbers. p is two-sided: 1 if all differences
// are exactly zero, 0 if all are exactly equal and not zero.
struct PairedDifference {
    Interval interval;
    double p = 1;
};
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b);

// Holm's correction of p-values for the number of tests.
std::vector<double> holm(std::span<const double> p);

}  // namespace mdisim
