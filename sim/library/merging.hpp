// Merges the shards of a scenario, for the command line and for programs that use the library.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/campaign/rows.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Called with the merged scenario, before the first row; makes what visits the rows.
using VisitorOf = std::function<RowVisitor(const Scenario&)>;

// Unites stores of one scenario in the store of a results folder, writes the folder, and visits the
// rows of the cells that are complete. words: stores, or folders with stores; the results folder
// may be one of them. Throws UserError, with all problems, if they cannot be merged.
Delivered merge_into(const std::string& folder, const std::vector<std::string>& words,
                     const std::string& command, const VisitorOf& visitor_of);

}  // namespace mdisim
