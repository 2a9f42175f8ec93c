// Recordings: files with data that a world's description names, read into its columns.
#pragma once

#include <cstdint>
#include <string>

#include "sim/describe/column.hpp"
#include "sim/engine/digest.hpp"
#include "sim/world/network/bandwidth_trace.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/workload/trace.hpp"

namespace mdisim {

// Of what a file holds. Throws UserError when it cannot be read.
Digest content_digest(const std::string& file);

// Each throws UserError with everything that is wrong in its file, or, where the description has
// the digest of another content, with that alone.
Column<int64_t> read_stamps(const TraceWorkload& trace);  // in ns, as they stand in the file
Column<int64_t> read_counts(const CountsWorkload& counts);
void read_bandwidth(TraceNetwork& network);
void read_pictures(Pictures& pictures);

}  // namespace mdisim
