// The result of a search for the smallest set of models, as text and as a document.
#pragma once

#include <string>

#include "sim/campaign/subset_search.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Names of models are broken into lines of at most `width` letters, never within a name.
std::string subset_text(const Scenario& scenario, const SubsetSearch& search, size_t width = 80);
Node subset_document(const Scenario& scenario, const SubsetSearch& search);

}  // namespace mdisim
