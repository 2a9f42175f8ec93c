// What speaks against replaying a log.
#pragma once

#include <string>
#include <vector>

#include "sim/world/workload/request_log.hpp"

namespace mdisim {

// Sentences about a log whose requests are not a fair sample for other policies: models that ran on
// quick or slow networks only, and arrivals that waited for answers. models: the names of the
// cloud's models.
std::vector<LoggedRequests::Doubt> doubts_about(const LoggedRequests& log,
                                                const std::vector<std::string>& models);

}  // namespace mdisim
