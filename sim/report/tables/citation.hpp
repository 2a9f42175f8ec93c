// How a paper cites results, so that whoever has the scenario and the version gets the same.
#pragma once

#include <string>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// A sentence, and two entries of BibTeX: of the results, by their fingerprint, and of the program.
// Requires a manifest with a fingerprint.
std::string citation_of(const Scenario& scenario, const Manifest& manifest);

}  // namespace mdisim
