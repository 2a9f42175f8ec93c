// Writes the requests of a world as a log (sim/world/workload/request_log.hpp): what policies have
// no influence on, from which the world makes the same outcomes again.
#pragma once

#include <iosfwd>

#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Writes a line for each request of the run, and returns the block "log" that reads them, but for
// its file. Times are exact to the nanosecond. Left out are times on the network that depend on
// when a message leaves or on what is sent, and deadlines that are the scenario's.
Node write_log(const ReadyWorld& world, Duration sla, const Plan& plan, std::ostream& out);

}  // namespace mdisim
