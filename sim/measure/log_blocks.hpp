// The blocks of a log: runs of consecutive requests that are tallied apart (Tally::blocks).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace mdisim {

struct LogBlocks {
    uint64_t first = 0;    // index of the first request that counts
    uint64_t counted = 1;  // number of requests that the blocks are for
    size_t number = 0;     // 0: there are no blocks

    // The block of a request. Requires that there are blocks, and that the request counts. Requests
    // behind the last that was expected belong to the last block.
    size_t of(uint64_t index) const {
        const uint64_t nth = std::min(index - first, counted - 1);
        return static_cast<size_t>(nth * number / counted);
    }
};

}  // namespace mdisim
