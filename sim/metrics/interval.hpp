// Intervals and differences over independent replications. Student's t, never z.
#pragma once

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

// What a quantity can be at least and at most.
struct Domain {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};
inline constexpr Domain anything{};
inline constexpr Domain from_zero{0, std::numeric_limits<double>::infinity()};
inline constexpr Domain from_zero_to_one{0, 1};

// 95 % over replications; one replication gives an interval of infinite width. The interval lies
// within the domain by the delta method: Student's interval of the logarithm of the distance from
// the bound, or of the logit between two bounds, is mapped back. The mean stays that of the
// replications. Requires that `most` is infinite where `least` is.
Interval student_interval(std::span<const double> replications, const Domain& domain = anything);
// The same about another centre than the mean of the replications.
Interval interval_about(double centre, std::span<const double> replications, const Domain& domain);

// The same for a share. Where all replications agree, their spread says nothing: then the exact
// (Clopper-Pearson) interval of the pooled counts.
Interval share_interval(std::span<const double> replications, uint64_t hits, uint64_t trials);
Interval clopper_pearson(uint64_t hits, uint64_t trials);

// How many independent events a share is worth that is known as well as by these replications: the
// square of the mean over its standard error. Infinite where nothing is known of the error.
double effective_count(std::span<const double> shares);

// a - b, replication by replication, on common random numbers. p is two-sided; differences that are
// exactly zero everywhere give p = 1, exactly equal and not zero give p = 0.
struct PairedDifference {
    Interval interval;
    double p = 1;
};
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b);

// Holm's correction: the p-values as if each had been the only question asked.
std::vector<double> holm(std::span<const double> p);

}  // namespace mdisim
