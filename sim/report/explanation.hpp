// One request under each policy: what the policy saw, weighed and chose, what happened, and what
// would have been best.
#pragma once

#include <string>

#include "sim/campaign/watched.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Fits the style's width.
std::string explanation_text(const Explanation& explanation, const TableStyle& style);
// The same for machines.
Node explanation_document(const Explanation& explanation);

}  // namespace mdisim
