#include "sim/measure/histogram.hpp"

#include <algorithm>

#include "sim/describe/check.hpp"

namespace mdisim {
namespace {

uint64_t word(int64_t ns) { return static_cast<uint64_t>(ns); }

}  // namespace

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

void Histogram::stretch(int64_t least, int64_t most) {
    least_ = std::min(least_, least);
    most_ = std::max(most_, most);
}

// Members are copied to local variables, which stay in registers: to the compiler, a written
// counter might alias any member.
void Histogram::add_all(const Duration* d, size_t n) {
    uint64_t* counts = counts_.data();
    size_t size = counts_.size();
    size_t first = first_;
    int64_t least = least_;
    int64_t most = most_;
    size_t others = 0;
    for (size_t i = 0; i < n; ++i) {
        const int64_t ns = d[i].ns;
        if (ns == 0) continue;
        ++others;
        least = std::min(least, ns);
        most = std::max(most, ns);
        const size_t bucket = bucket_of(static_cast<uint64_t>(ns));
        if (bucket - first >= size) [[unlikely]] {
            widen(bucket);
            counts = counts_.data();
            size = counts_.size();
            first = first_;
        }
        ++counts[bucket - first];
    }
    total_ += n;
    zeros_ += n - others;
    least_ = least;
    most_ = most;
}

void Histogram::add_many(size_t bucket, uint64_t count) {
    total_ += count;
    if (bucket == 0) {
        zeros_ += count;
        return;
    }
    if (bucket - first_ >= counts_.size()) widen(bucket);
    counts_[bucket - first_] += count;
    stretch(static_cast<int64_t>(lower_edge(bucket)), static_cast<int64_t>(upper_edge(bucket)));
}

void Histogram::narrow(Duration least, Duration most) {
    const auto in_one = [](int64_t a, int64_t b) {
        return bucket_of(static_cast<uint64_t>(a)) == bucket_of(static_cast<uint64_t>(b));
    };
    ensure(least <= most && in_one(least.ns, least_) && in_one(most.ns, most_),
           "the ends of a histogram are in its outer buckets");
    least_ = least.ns;
    most_ = most.ns;
}

void Histogram::merge(const Histogram& other) {
    if (other.zeros_ > 0) add_many(0, other.zeros_);
    const int64_t least = std::min(least_, other.least_);
    const int64_t most = std::max(most_, other.most_);
    for (size_t i = 0; i < other.counts_.size(); ++i) {
        if (other.counts_[i] > 0) add_many(other.first_ + i, other.counts_[i]);
    }
    least_ = least;
    most_ = most;
}

uint64_t Histogram::rank_of(double share) const {
    const double wanted = share * static_cast<double>(total_);
    auto rank = static_cast<uint64_t>(wanted);
    if (static_cast<double>(rank) < wanted) ++rank;
    return std::clamp<uint64_t>(rank, 1, total_);
}

size_t Histogram::bucket_at(uint64_t rank) const {
    uint64_t seen = zeros_;
    if (seen >= rank) return 0;
    // Blocks of buckets are added up first; then the bucket is looked for within one block.
    constexpr size_t stride = 32;
    size_t i = 0;
    for (; i + stride <= counts_.size(); i += stride) {
        uint64_t here = 0;
        for (size_t k = i; k < i + stride; ++k) here += counts_[k];
        if (seen + here >= rank) break;
        seen += here;
    }
    while (seen + counts_[i] < rank) seen += counts_[i++];
    return first_ + i;
}

Duration Histogram::quantile(double share) const {
    if (total_ == 0) return {};
    const size_t bucket = bucket_at(rank_of(share));
    return bucket == 0 ? Duration{} : std::clamp(midpoint(bucket), least(), most());
}

double Histogram::interpolated(double share) const {
    if (total_ == 0) return 0;
    const size_t bucket = bucket_at(rank_of(share));
    if (bucket == 0) return 0;
    const auto least_here = static_cast<double>(std::max(lower_edge(bucket), word(least_)));
    const auto most_here = static_cast<double>(std::min(upper_edge(bucket), word(most_)));
    const uint64_t here = counts_[bucket - first_];
    const uint64_t below = total_ - above(midpoint(bucket)) - here;
    const double rank = share * static_cast<double>(total_) - static_cast<double>(below);
    const double part = std::clamp(rank / static_cast<double>(here), 0.0, 1.0);
    return least_here + part * (most_here - least_here);
}

uint64_t Histogram::above(Duration d) const {
    const size_t bucket = bucket_of(static_cast<uint64_t>(d.ns));
    uint64_t count = 0;
    for (size_t i = counts_.size(); i-- > 0 && first_ + i > bucket;) count += counts_[i];
    return count;
}

}  // namespace mdisim
