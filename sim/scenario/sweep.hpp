// Axes of a sweep, as written in a file or on a command line.
#pragma once

#include "sim/scenario/scenario.hpp"

namespace mdisim {

// {"from": 0, "to": 500, "step": 10}, a list of values, or {"profile": ...} objects in a list.
void read_axis(Axis& axis, const Node& values, std::vector<Problem>& problems);

// "50:300:25" or "a,b,c".
void read_axis_words(Axis& axis, const std::string& words, std::vector<Problem>& problems);

// Makes several axes of equal length move together as one.
void zip_axes(std::vector<Axis>& axes, const Node& at, std::vector<Problem>& problems);

}  // namespace mdisim
