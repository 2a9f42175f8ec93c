// Reads recordings, which are files that a world's description names, into its columns.
#pragma once

#include <cstdint>
#include <string>

#include "sim/describe/column.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/engine/digest.hpp"
#include "sim/world/network/bandwidth_trace.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/phone/pictures.hpp"
#include "sim/world/workload/trace.hpp"

namespace mdisim {

// The digest of a file's content. Throws UserError if the file cannot be read.
Digest content_digest(const std::string& file);

// These functions throw UserError with everything that is wrong in the file. If the description has
// the digest of another content, they throw that error alone.
LongColumn read_stamps(const TraceWorkload& trace);  // in ns, as in the file
Column<int64_t> read_counts(const CountsWorkload& counts);
void read_bandwidth(TraceNetwork& network);
void read_latencies(SeriesNetwork& network);
void read_pictures(Pictures& pictures);

}  // namespace mdisim
