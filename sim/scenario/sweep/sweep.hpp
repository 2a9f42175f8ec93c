// Axes of a sweep, as written in a file or on a command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/sweep/grid.hpp"

namespace mdisim {

// Reads a file's "sweep": an object of axes, or a list of objects whose keys are set together.
Grid read_sweep(const Node& sweep, std::vector<Problem>& problems);

// Reads the values of an axis: {"from": 0, "to": 500, "step": 10}, a list of values, or a list of
// {"profile": ...} objects.
void read_axis(Axis& axis, const Node& values, std::vector<Problem>& problems);

// Whether points of a sweep may differ in the value on this path: it is a setting or one of a
// policy, not a key of the file's head such as "about".
bool is_of_points(std::string_view path);

// Reads the values of an axis from words like "50:300:25" or "a,b,c", or from a list in JSON.
// option: the one that they are the value of, such as "--over".
void read_axis_words(Axis& axis, const std::string& words, const std::string& option,
                     std::vector<Problem>& problems);

// Joins several axes of equal length into one. If two positions have the same value on the first
// axis, each position is named by the values of all: "arrival, shared".
void zip_axes(std::vector<Axis>& axes, const Node& at, std::vector<Problem>& problems);

// The values of one path at each position of an axis, as text.
std::vector<std::string> labels_along(const Axis& axis, size_t path);
// The paths, as indices in `paths`, that tell positions on the axis apart: those whose values
// differ in another way than those of earlier paths. At least the first.
std::vector<size_t> telling_paths(const Axis& axis);
// Whether each position has a name that the scenario gave it, not one made of its values.
std::vector<bool> have_own_labels(const Axis& axis);
// The values at a label of the axis: "servers.choose_at = arrival" and "servers.lines = shared".
std::vector<std::string> value_texts(const Axis& axis, const Node& label);

}  // namespace mdisim
