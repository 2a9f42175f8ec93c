// Axes of a sweep, as written in a file or on a command line.
#pragma once

#include <string>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {

// All axes of a file's "sweep": an object of axes, or a list of objects whose keys move together.
Grid read_sweep(const Node& sweep, std::vector<Problem>& problems);

// {"from": 0, "to": 500, "step": 10}, a list of values, or {"profile": ...} objects in a list.
void read_axis(Axis& axis, const Node& values, std::vector<Problem>& problems);

// "50:300:25" or "a,b,c".
void read_axis_words(Axis& axis, const std::string& words, std::vector<Problem>& problems);

// Makes several axes of equal length move together as one. Where values of the first are the same
// at two places, each place is called by the values of all: "arrival, shared".
void zip_axes(std::vector<Axis>& axes, const Node& at, std::vector<Problem>& problems);

// What one path of an axis has at each of its places, as text.
std::vector<std::string> labels_along(const Axis& axis, size_t path);
// The paths of an axis, as places in `paths`, that say something of where on it one is: those whose
// values differ, and not just as an earlier path's do. At least the first.
std::vector<size_t> telling_paths(const Axis& axis);
// Whether each place has a name that the scenario gave it, not one made of its values.
std::vector<bool> have_own_labels(const Axis& axis);
// "servers.choose_at = arrival" and "servers.lines = shared" for a label on the axis.
std::vector<std::string> place_texts(const Axis& axis, const Node& label);

}  // namespace mdisim
