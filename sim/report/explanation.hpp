// The explanation of one request under each policy: what the policy was shown, what it noted and
// chose, what happened, and the bound.
#pragma once

#include <string>

#include "sim/campaign/watched.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// The explanation as text that fits the style's width.
std::string explanation_text(const Explanation& explanation, const TableStyle& style);
// The explanation as a document, for programs.
Node explanation_document(const Explanation& explanation);

}  // namespace mdisim
