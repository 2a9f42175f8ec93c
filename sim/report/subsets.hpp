// What a search for the smallest set of models found, for a terminal and as a document.
#pragma once

#include "sim/campaign/subset.hpp"

namespace mdisim {

std::string subset_text(const Scenario& scenario, const SubsetSearch& search);
Node subset_document(const Scenario& scenario, const SubsetSearch& search);

}  // namespace mdisim
