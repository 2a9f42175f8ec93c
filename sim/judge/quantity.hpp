// Measures checks: computes the numbers that they ask for from results.
#pragma once

#include "sim/judge/evidence.hpp"
#include "sim/judge/judge.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

Finding measure(const Scenario& scenario, const Check& check, const Evidence& evidence);

}  // namespace mdisim
