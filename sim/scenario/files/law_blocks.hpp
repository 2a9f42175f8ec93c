// Finds laws: in a document, and in what was decoded from one.
#pragma once

#include <functional>
#include <string>

#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// unit: that of the law's values, such as "ms"; may be empty. pointer: where the law is.
using OnLaw = std::function<void(Law& law, const std::string& unit, const std::string& pointer)>;
using OnLawBlock =
    std::function<void(Node& block, const std::string& unit, const std::string& pointer)>;

// Calls on_law for every law in a described struct, the laws in laws included.
void each_law(const Slot& slot, const std::string& pointer, const OnLaw& on_law);

// Calls on_block for every block of a node that is an empirical law with a file, as the decoder
// would read the node into the slot, which is written to. What cannot be decoded is passed over.
void each_sample_block(Node& node, const Slot& slot, const std::string& pointer,
                       const OnLawBlock& on_block);

}  // namespace mdisim
