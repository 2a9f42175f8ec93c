// The number a check asks for, made of results.
#pragma once

#include "sim/judge/judge.hpp"

namespace mdisim {

// All that measure() looks for.
std::vector<Asked> asked_by(const Check& check);

Finding measure(const Scenario& scenario, const Check& check, const Evidence& evidence);

}  // namespace mdisim
