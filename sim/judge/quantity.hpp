// The number a check asks for, made of results.
#pragma once

#include "sim/judge/judge.hpp"

namespace mdisim {

Finding measure(const Scenario& scenario, const Check& check, const Evidence& evidence);

}  // namespace mdisim
