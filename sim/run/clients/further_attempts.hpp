// The attempts that a client might send after the first.
#pragma once

#include <vector>

#include "sim/engine/time.hpp"
#include "sim/run/incoming.hpp"
#include "sim/world/retries.hpp"

namespace mdisim {

// Lists those that the next request of `incoming` might send by its deadline.
void list_attempts_before(Duration sla, const Retries& retries, const AttemptDraws& draws,
                          Incoming& incoming, std::vector<Attempt>& list);

}  // namespace mdisim
