// A scenario as calibrate judges it: with the measured requests as its log, all of them, and with
// so many replications that what it draws adds little to intervals.
#pragma once

#include <string>

#include "sim/app/arguments.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Throws UserError unless the scenario is one system, and what was measured is enough to judge by.
// Notes on stderr what speaks against the judgement.
Scenario judged_scenario(const Arguments& arguments);

// The number that an option has, above `least` and below `most`; `otherwise` if the option is not
// given. Throws UserError on anything else.
double number_of(const Arguments& arguments, const std::string& option, double least, double most,
                 double otherwise);

}  // namespace mdisim
