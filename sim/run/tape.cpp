#include "sim/run/tape.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "sim/engine/random.hpp"
#include "sim/engine/strata.hpp"

namespace mdisim {

bool Tape::advance() {
    first_ += size_;
    size_ = static_cast<size_t>(std::min<uint64_t>(column_size, requests_ - first_));
    for (Column& column : columns_) column.filled = false;
    return size_ > 0;
}

const LaneColumns& Tape::lanes(Purpose purpose) {
    Column& column = columns_[index_of(purpose)];
    if (column.filled) return column.lanes;
    columns().uniforms(seed_, {purpose, 0, replication_, source_, first_}, size_,
                       column.lanes.lane0, column.lanes.lane1);
    if (sampling_ == Sampling::stratified && purpose != arrival_draws) [[unlikely]]
        stratify(column.lanes, purpose);
    column.digest += digest_of_column(column.lanes, purpose);
    column.filled = true;
    return column.lanes;
}

void Tape::stratify(LaneColumns& lanes, Purpose purpose) const {
    const Address of{purpose, 0, replication_, source_, 0};
    Strata(requests_, seed_, of, 0).move({lanes.lane0, size_}, first_);
    Strata(requests_, seed_, of, 1).move({lanes.lane1, size_}, first_);
}

// The digest is an NH hash: to each lane of a request a key of its index is added, the two lanes
// are multiplied, and the products are added up. Only the sum of a column is mixed.
Digest Tape::digest_of_column(const LaneColumns& lanes, Purpose purpose) const {
    uint128 sum = 0;
    uint64_t key0 = 0xA4093822299F31D0u;
    uint64_t key1 = 0x082EFA98EC4E6C89u;
    for (size_t i = 0; i < size_; ++i) {
        sum += static_cast<uint128>(std::bit_cast<uint64_t>(lanes.lane0[i]) + key0) *
               (std::bit_cast<uint64_t>(lanes.lane1[i]) + key1);
        key0 += 0x9E3779B97F4A7C15u;
        key1 += 0xD1342543DE82EF95u;
    }
    Hasher hasher;
    hasher.absorb(first_ | uint64_t{source_} << 48)
        .absorb(static_cast<uint64_t>(purpose))
        .absorb(static_cast<uint64_t>(sum))
        .absorb(static_cast<uint64_t>(sum >> 64));
    return hasher.digest();
}

}  // namespace mdisim
