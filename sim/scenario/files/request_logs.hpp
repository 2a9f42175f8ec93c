// Reads logs of requests.
#pragma once

#include <memory>
#include <string>

#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Everything of a log's description that decides what is read from its file.
std::string to_read(const RequestLog& log);

// Reads the log of a world, for its models and classes. Memory grows with the number of phones and,
// where requests are put in order, by a few bytes a request. Throws UserError with all mistakes in
// the file.
std::shared_ptr<const LoggedRequests> read_requests(const World& world);

}  // namespace mdisim
