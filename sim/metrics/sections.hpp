// The interval of a quantile over independent replications: the sections of one distribution.
//
// A value lies in the interval unless the replications show that the share of values beyond it is
// another one. So the estimates are shares, whose intervals cover as often as they should where
// intervals of a few extreme values do not. The distribution's tail need not be smooth or
// symmetric.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/histogram.hpp"
#include "sim/metrics/interval.hpp"

namespace mdisim {

class Sections {
  public:
    // Requires a value in each replication, and that `pooled` holds all of them and outlives this
    // object.
    Sections(std::span<const Histogram* const> replications, const Histogram& pooled);

    // For each replication, the share of its values in higher buckets than that of `value`.
    // Requires that `value` is one of the values, or 0.
    std::vector<double> shares_above(Duration value) const;

    // Whether there are enough values for a quantile: 30 lie beyond it, and the share at or beyond
    // it is known as precisely as that of 30 independent ones would be (effective_count).
    bool sufficient(double share) const;

    // The interval of a quantile whose value is centre_ms. Its ends are those of buckets, at most
    // 0.4 % too far out. Cost: a few dozen intervals of shares.
    Interval interval(double share, double centre_ms) const;

  private:
    // Sections count the buckets from that of the smallest value, which is section 1; section 0 is
    // that of the zeros. So they depend on the values alone, not on how the histogram grew.
    size_t section_of(size_t bucket) const;
    size_t section_of_rank(double share) const;
    Interval share_from(size_t section) const;
    std::vector<double> shares_from(size_t section) const;
    double low_end_ms(size_t section) const;
    double high_end_ms(size_t section) const;

    const Histogram& pooled_;
    size_t first_;                             // bucket of section 1
    size_t last_;                              // section of the largest value
    std::vector<uint64_t> totals_;             // by replication
    std::vector<std::vector<uint64_t>> from_;  // by replication and section: values there and above
};

}  // namespace mdisim
