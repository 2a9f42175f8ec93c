// Names along the x of a specification.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/document.hpp"

namespace mdisim {

// An axis that shows whole names, broken into lines where there is little room; more than four
// slant.
Node axis_of_names(const std::vector<std::string>& names);

}  // namespace mdisim
