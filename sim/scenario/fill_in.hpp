// Defaults written out: every field that a document leaves to its default, with its value.
#pragma once

#include <functional>
#include <string>

#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Whether an axis of the sweep sets this path.
using IsSwept = std::function<bool(const std::string& path)>;

// Adds to an object the fields it does not have. `object` holds the defaults and is written to.
// What is optional and not there stays out, and so do empty lists and texts. Blocks whose "kind" is
// on an axis are left alone: another kind has other fields. `path` is where the node stands.
// What an axis has yet to complete, such as a block that has no "kind" of its own, stays as it is.
void fill_in(Node& node, const Object& table, void* object, const std::string& path,
             const IsSwept& is_swept);

}  // namespace mdisim
