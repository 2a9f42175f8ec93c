#include "sim/metrics/sections.hpp"

#include <algorithm>
#include <cstdint>

#include "sim/engine/time.hpp"

namespace mdisim {
namespace {

constexpr double enough = 30;

size_t bucket_of(Duration value) { return Histogram::bucket_of(static_cast<uint64_t>(value.ns)); }

// The first section in [from, to] for which true_at() is true, else `to`. Requires that true_at()
// stays true once it is.
template <class Predicate>
size_t first_where(size_t from, size_t to, Predicate true_at) {
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (true_at(middle)) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return to;
}

}  // namespace

Sections::Sections(std::span<const Histogram* const> replications, const Histogram& pooled)
    : pooled_(pooled),
      first_(bucket_of(pooled.least())),
      last_(section_of(bucket_of(pooled.most()))) {
    for (const Histogram* h : replications) {
        totals_.push_back(h->total());
        std::vector<uint64_t>& from = from_.emplace_back(last_ + 2);
        for (size_t section = last_; section > 0; --section) {
            const size_t i = first_ + section - 1 - h->first_bucket();
            from[section] = from[section + 1] + (i < h->counts().size() ? h->counts()[i] : 0);
        }
        from[0] = h->total();
    }
}

size_t Sections::section_of(size_t bucket) const { return bucket == 0 ? 0 : bucket - first_ + 1; }

size_t Sections::section_of_rank(double share) const {
    return section_of(pooled_.bucket_at(pooled_.rank_of(share)));
}

std::vector<double> Sections::shares_from(size_t section) const {
    std::vector<double> shares(from_.size());
    for (size_t r = 0; r < shares.size(); ++r) {
        shares[r] = static_cast<double>(from_[r][section]) / static_cast<double>(totals_[r]);
    }
    return shares;
}

std::vector<double> Sections::shares_above(Duration value) const {
    return shares_from(section_of(bucket_of(value)) + 1);
}

Interval Sections::share_from(size_t section) const {
    uint64_t hits = 0;
    for (const std::vector<uint64_t>& from : from_) hits += from[section];
    return share_interval(shares_from(section), hits, pooled_.total());
}

bool Sections::sufficient(double share) const {
    const bool upper = share >= 0.5;
    const double tail = upper ? 1 - share : share;
    if (tail * static_cast<double>(pooled_.total()) < enough) return false;
    const size_t section = section_of_rank(share);
    std::vector<double> beyond = shares_from(upper ? section : section + 1);
    if (!upper) {
        for (double& x : beyond) x = 1 - x;
    }
    return effective_count(beyond) >= enough;
}

double Sections::low_end_ms(size_t section) const {
    if (section == 0) return 0;
    const uint64_t edge = Histogram::lower_edge(first_ + section - 1);
    return std::max(Duration{static_cast<int64_t>(edge)}, pooled_.least()).ms();
}

double Sections::high_end_ms(size_t section) const {
    if (section == 0) return 0;
    const uint64_t edge = Histogram::upper_edge(first_ + section - 1);
    return std::min(Duration{static_cast<int64_t>(edge)}, pooled_.most()).ms();
}

Interval Sections::interval(double share, double centre_ms) const {
    if (from_.size() == 1) return interval_about(centre_ms, {&centre_ms, 1}, anything);
    const double beyond = 1 - share;
    const size_t section = section_of_rank(share);
    const size_t high =
        first_where(section, last_, [&](size_t p) { return share_from(p + 1).high <= beyond; });
    // The first section from which on the share of values is below 1 - share, by their intervals;
    // the quantile's lower end is in the section before.
    const size_t fewer =
        first_where(1, section + 1, [&](size_t p) { return share_from(p).low < beyond; });
    return {centre_ms, low_end_ms(fewer - 1), high_end_ms(high)};
}

}  // namespace mdisim
