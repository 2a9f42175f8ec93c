// Commands that begin with a results folder.
#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// The scenario whose results a folder holds, as its manifest says it; UserError when it holds none.
Scenario scenario_in(const std::string& folder);

}  // namespace mdisim
