// The interval of a quantile over independent replications: the sections of one distribution.
//
// A value lies in the interval unless the replications say that the share of values beyond it is
// another one. So what is estimated are shares, whose intervals hold what they should where those
// of a few extreme values do not; the distribution's tail need not be smooth, nor symmetric.
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
    // Requires a value in each replication, and that pooled holds them all and outlives this.
    Sections(std::span<const Histogram* const> replications, const Histogram& pooled);

    // By replication: the share of its values in higher buckets than this value's. Requires one of
    // the values, or 0.
    std::vector<double> shares_above(Duration value) const;

    // Whether a quantile can be told: 30 values lie beyond it, and the share at or beyond it is
    // known as well as that of 30 independent ones would be (effective_count).
    bool sufficient(double share) const;

    // Of the quantile: centre is its value in milliseconds. The ends are those of buckets, at most
    // 0.4 % too far out. Costs a few dozen intervals of shares.
    Interval interval(double share, double centre_ms) const;

  private:
    // Places count the buckets from that of the smallest value, which is 1; 0 is that of the zeros.
    // So they depend on the values alone, not on how the histogram grew.
    size_t place_of(size_t bucket) const;
    size_t place_of_rank(double share) const;
    Interval share_from(size_t place) const;
    std::vector<double> shares_from(size_t place) const;
    double low_end_ms(size_t place) const;
    double high_end_ms(size_t place) const;

    const Histogram& pooled_;
    size_t first_;                             // the bucket at place 1
    size_t last_;                              // the place of the largest value
    std::vector<uint64_t> totals_;             // by replication
    std::vector<std::vector<uint64_t>> from_;  // likewise, by place: values there and above
};

}  // namespace mdisim
