#include "sim/run/tape.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/engine/random.hpp"
#include "sim/engine/strata.hpp"

namespace mdisim {
namespace {

// The dimensions of strata that the lanes of a purpose have; a lane without one is drawn
// independently. Values are frozen, as those of purposes are.
struct DimensionsOfLanes {
    std::optional<size_t> lane0{};
    std::optional<size_t> lane1{};
};

DimensionsOfLanes dimensions_of(Purpose purpose) {
    if (purpose == network_draws) return {0, 2};
    if (purpose == execution_draws) return {1, 3};
    if (purpose == bandwidth_draws) return {4, 5};
    if (purpose == picture_draws) return {7, 8};
    if (purpose == small_picture_draws) return {9};
    if (purpose == shrink_draws) return {10, 11};
    return {};
}

}  // namespace

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
    if (!plain_) [[unlikely]]
        redraw(column.lanes, purpose);
    column.digest += digest_of_column(column.lanes, purpose);
    column.filled = true;
    return column.lanes;
}

void Tape::redraw(LaneColumns& lanes, Purpose purpose) const {
    if (how_.sampling == Sampling::stratified) {
        const auto stratify = [&](double* lane, std::optional<size_t> dimension) {
            if (!dimension) return;
            Strata(*dimension, seed_, replication_, source_).move({lane, size_}, first_);
        };
        const DimensionsOfLanes dimensions = dimensions_of(purpose);
        stratify(lanes.lane0, dimensions.lane0);
        stratify(lanes.lane1, dimensions.lane1);
    }
    if (purpose != network_draws || how_.network == DrawnPart{}) return;
    const auto [from, to] = how_.network;
    for (size_t i = 0; i < size_; ++i)
        lanes.lane0[i] = nearest_uniform(from + (to - from) * lanes.lane0[i]);
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
