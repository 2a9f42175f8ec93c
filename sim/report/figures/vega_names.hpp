// Names along the x axis of a specification.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/document.hpp"

namespace mdisim {

// An axis that shows whole names, broken into lines if there is little room. More than four names
// are slanted.
Node axis_of_names(const std::vector<std::string>& names);

}  // namespace mdisim
