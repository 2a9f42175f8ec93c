// A histogram of durations that merges exactly and does not use libm.
//
// Contract: values below 512 ns are exact; above, a bucket is 1/256 of a power of two wide, so its
// midpoint is within 0.196 % of every value in it. The smallest and the largest value are exact,
// and no quantile lies outside of them. add: one shift, one increment, two comparisons. Memory: the
// range of values seen, 256 counters an octave.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/engine/time.hpp"

namespace mdisim {

class Histogram {
  public:
    // Requires d >= 0.
    void add(Duration d) {
        ++total_;
        if (d.ns == 0) {  // zeros are counted apart, so that the table need not reach down to them
            ++zeros_;
            return;
        }
        least_ = d.ns < least_ ? d.ns : least_;
        most_ = d.ns > most_ ? d.ns : most_;
        const size_t bucket = bucket_of(static_cast<uint64_t>(d.ns));
        if (bucket - first_ >= counts_.size()) [[unlikely]]
            widen(bucket);
        ++counts_[bucket - first_];
    }
    void add_all(const Duration* d, size_t n);
    void merge(const Histogram& other);
    // Adds `count` values of one bucket; bucket 0 holds the zeros. least() and most() go to the
    // bucket's edges, since the values themselves are not known.
    void add_many(size_t bucket, uint64_t count);
    // Sets the smallest and the largest value. Requires that they are in the buckets of least() and
    // most().
    void narrow(Duration least, Duration most);

    uint64_t total() const { return total_; }
    // The rank of a quantile among all values in ascending order, the first of which has rank 1:
    // ceil(share * total). Requires total() > 0.
    uint64_t rank_of(double share) const;
    // The bucket of the value of that rank. Requires 1 <= rank <= total().
    size_t bucket_at(uint64_t rank) const;
    // The midpoint of the bucket of the value at rank_of(share), or least() or most() where the
    // midpoint is beyond them; zero when empty.
    Duration quantile(double share) const;
    // The quantile, with the values of a bucket spread evenly over it, so that it moves smoothly
    // where values are added. Zero when empty.
    double interpolated(double share) const;
    // How many values lie in buckets above that of d.
    uint64_t above(Duration d) const;

    uint64_t zeros() const { return zeros_; }
    // The smallest and the largest value above zero; both are zero if there is none.
    Duration least() const { return {most_ == 0 ? 0 : least_}; }
    Duration most() const { return {most_}; }
    // Counters of the buckets from first_bucket() on. They do not include zeros().
    size_t first_bucket() const { return first_; }
    std::span<const uint64_t> counts() const { return counts_; }

    static size_t bucket_of(uint64_t ns) {
        if (ns < 512) return ns;
        const int exponent = 63 - std::countl_zero(ns);
        return static_cast<size_t>(exponent - 8) * 256 + (ns >> (exponent - 8));
    }
    static uint64_t lower_edge(size_t bucket) {
        if (bucket < 512) return bucket;
        const size_t octave = bucket / 256 - 1;
        return static_cast<uint64_t>(bucket - octave * 256) << octave;
    }
    static uint64_t upper_edge(size_t bucket) { return lower_edge(bucket + 1) - 1; }
    static Duration midpoint(size_t bucket) {
        const uint64_t low = lower_edge(bucket);
        return {static_cast<int64_t>(low + (lower_edge(bucket + 1) - low) / 2)};
    }

  private:
    void widen(size_t bucket);
    void stretch(int64_t least, int64_t most);

    std::vector<uint64_t> counts_;
    size_t first_ = 0;
    uint64_t zeros_ = 0;
    uint64_t total_ = 0;
    int64_t least_ = INT64_MAX;
    int64_t most_ = 0;
};

}  // namespace mdisim
