// The class of a number, by where it comes from.
#pragma once

#include "sim/judge/judge.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Sets the class of each finding of a variant. Requires a finding for each check, in their order.
//
// A number is fitted, or put in, if a block of a point that its check looks at was made from it (by
// name). It is fitted as well if, over the replications, it lies on a straight line over a number
// that is, and put in if no draw moves it.
void classify(const Scenario& scenario, const Claim& claim, const Variant& variant,
              VariantFinding& found);

}  // namespace mdisim
