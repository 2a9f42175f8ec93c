// Classifies numbers by where they come from.
#pragma once

#include "sim/judge/judge.hpp"
#include "sim/scenario/claim.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Sets the class of each finding of a variant. Requires a finding for each check, in the order of
// the checks.
//
// A number is fitted, or put in, if a block of a point that its check looks at says by name that it
// was made from the published number. A number is put in, too, if its check says so or if no draw
// moves it, and fitted if, over the replications, it is a linear function of a fitted number of the
// variant.
void classify(const Scenario& scenario, const Claim& claim, const Variant& variant,
              VariantFinding& found);

}  // namespace mdisim
