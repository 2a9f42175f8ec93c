// Headings that a reader of the papers knows, made from what scenarios say of themselves.
#pragma once

#include <string>

namespace mdisim {

// A heading made from what a scenario is about: its first clause or clauses, as far as they fit,
// without the name of the paper that the heading above has. "Fig. 3: model selection against static
// greedy" of "MDInference Fig. 3: model selection against static greedy, over the deadline".
// fallback: the heading if the scenario says nothing.
std::string heading_of(const std::string& about, const std::string& paper,
                       const std::string& fallback);

// The name of a figure for its reader: "Fig. 4a, load" of "fig4a_load", "In time" of "in_time".
std::string figure_heading(const std::string& name);

}  // namespace mdisim
