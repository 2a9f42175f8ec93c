// Reads tables of decisions, which policies of scenarios name.
#pragma once

#include <string>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"

namespace mdisim {

// Whether a policy decides by a table: its settings have "rows", each of them an object.
bool decides_by_table(const Node& choice, Decision decision);

// Completes a policy that has a "file" and its "digest" with the "columns" and "rows" of the table,
// as a scenario would write them. Columns named as settings of a row are what is decided; all
// others are bounds. Notes all mistakes of the file. Requires that the policy decides by a table.
void read_decisions(Node& choice, Decision decision, const std::string& pointer,
                    std::vector<Problem>& problems);

}  // namespace mdisim
