#include "sim/world/tape.hpp"

#include <algorithm>
#include <bit>

namespace mdisim {

bool Tape::advance() {
    first_ += size_;
    size_ = static_cast<size_t>(std::min<uint64_t>(column_size, requests_ - first_));
    for (Column& column : columns_) column.filled = false;
    return size_ > 0;
}

const LaneColumns& Tape::lanes(Purpose purpose) {
    Column& column = columns_[place_of(purpose)];
    if (column.filled) return column.lanes;
    columns().uniforms(seed_, {purpose, 0, replication_, source_, first_}, size_,
                       column.lanes.lane0, column.lanes.lane1);
    for (size_t i = 0; i < size_; ++i) {
        Hasher hasher;
        hasher.absorb((first_ + i) | uint64_t{source_} << 48)
            .absorb(static_cast<uint64_t>(purpose))
            .absorb(std::bit_cast<uint64_t>(column.lanes.lane0[i]))
            .absorb(std::bit_cast<uint64_t>(column.lanes.lane1[i]));
        column.digest += hasher.digest();
    }
    column.filled = true;
    return column.lanes;
}

}  // namespace mdisim
