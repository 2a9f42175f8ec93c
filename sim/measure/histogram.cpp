#include "sim/measure/histogram.hpp"

#include <algorithm>

namespace mdisim {

void Histogram::widen(size_t bucket) {
    if (counts_.empty()) {
        first_ = bucket;
        counts_.resize(1);
        return;
    }
    const size_t last = first_ + counts_.size() - 1;
    const size_t margin = counts_.size() / 4 + 16;
    if (bucket < first_) {
        const size_t first = bucket > margin ? bucket - margin : 0;
        counts_.insert(counts_.begin(), first_ - first, 0);
        first_ = first;
    } else {
        counts_.resize(counts_.size() + (bucket - last) + margin);
    }
}

void Histogram::add_all(const Duration* d, size_t n) {
    for (size_t i = 0; i < n; ++i) add(d[i]);
}

void Histogram::add_many(size_t bucket, uint64_t count) {
    total_ += count;
    if (bucket == 0) {
        zeros_ += count;
        return;
    }
    if (bucket - first_ >= counts_.size()) widen(bucket);
    counts_[bucket - first_] += count;
}

void Histogram::merge(const Histogram& other) {
    if (other.zeros_ > 0) add_many(0, other.zeros_);
    for (size_t i = 0; i < other.counts_.size(); ++i) {
        if (other.counts_[i] > 0) add_many(other.first_ + i, other.counts_[i]);
    }
}

Duration Histogram::quantile(double share) const {
    if (total_ == 0) return {};
    const double wanted = share * static_cast<double>(total_);
    uint64_t rank = static_cast<uint64_t>(wanted);
    if (static_cast<double>(rank) < wanted) ++rank;
    rank = std::clamp<uint64_t>(rank, 1, total_);
    uint64_t seen = zeros_;
    if (seen >= rank) return {};
    // Most buckets are empty where few values were seen: many at a time, until it is among them.
    constexpr size_t stride = 32;
    size_t i = 0;
    for (; i + stride <= counts_.size(); i += stride) {
        uint64_t here = 0;
        for (size_t k = i; k < i + stride; ++k) here += counts_[k];
        if (seen + here >= rank) break;
        seen += here;
    }
    for (; i < counts_.size(); ++i) {
        seen += counts_[i];
        if (seen >= rank) return midpoint(first_ + i);
    }
    return {};
}

uint64_t Histogram::above(Duration d) const {
    const size_t bucket = bucket_of(static_cast<uint64_t>(d.ns));
    uint64_t count = 0;
    for (size_t i = counts_.size(); i-- > 0 && first_ + i > bucket;) count += counts_[i];
    return count;
}

}  // namespace mdisim
