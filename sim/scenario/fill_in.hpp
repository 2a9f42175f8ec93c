// Writes defaults into a document: every field that it leaves out, with its value.
#pragma once

#include <functional>
#include <string>

#include "sim/describe/field.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Whether an axis of the sweep sets this path.
using IsSwept = std::function<bool(const std::string& path)>;

// Adds to an object the fields that it does not have. object: holds the defaults, and is written
// to. path: of the node. Missing optional blocks, empty lists and empty texts are not added. Blocks
// whose "kind" is on an axis stay as they are, since another kind has other fields; so do blocks
// that an axis completes, such as one without a "kind" of its own.
void fill_in(Node& node, const Object& table, void* object, const std::string& path,
             const IsSwept& is_swept);

}  // namespace mdisim
