// What a log measured of answers, tallied as a run tallies its requests.
#pragma once

#include <vector>

#include "sim/measure/tally.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/workload/request_log.hpp"

namespace mdisim {

// The tally of each block of the log's requests, of those that a run of this point would count. It
// holds answers, latencies and what is in time; which model answered, if the log says it of every
// request; and which answers were right, if the log has that. Requires that the point has a log
// with latencies.
std::vector<Tally> measured_blocks(const Point& point);

// Whether the log says of every answered request which model of the cloud ran it.
bool has_all_models(const LoggedRequests& log);

}  // namespace mdisim
