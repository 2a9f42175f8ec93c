// What a histogram holds, bucket by bucket.
#pragma once

#include <cstdint>
#include <map>

#include "sim/measure/histogram.hpp"

namespace mdisim::testing {

// Counts by bucket, without the empty ones; those of zero are in bucket 0.
inline std::map<size_t, uint64_t> filled(const Histogram& h) {
    std::map<size_t, uint64_t> buckets;
    if (h.zeros() != 0) buckets[0] = h.zeros();
    for (size_t i = 0; i < h.counts().size(); ++i) {
        if (h.counts()[i] != 0) buckets[h.first_bucket() + i] = h.counts()[i];
    }
    return buckets;
}

}  // namespace mdisim::testing
