// Intervals and differences over independent replications. Student's t, never z.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mdisim {

struct Interval {
    double mean = 0;
    double low = 0;
    double high = 0;

    double half_width() const { return high - mean > mean - low ? high - mean : mean - low; }
};

// 95 % over replications; one replication gives an interval of infinite width.
Interval student_interval(std::span<const double> replications);

// The same for a share. Where all replications agree, their spread says nothing: then the exact
// (Clopper-Pearson) interval of the pooled counts.
Interval share_interval(std::span<const double> replications, uint64_t hits, uint64_t trials);
Interval clopper_pearson(uint64_t hits, uint64_t trials);

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
