// Describes a table of measured requests as a log.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/scenario/document.hpp"

namespace mdisim {

// What a log can have from a column that is called as its key is, with or without a unit at the
// end. Times on the network and execution times are not among them: what a log has of those is
// replayed, so whoever wants that names them.
const std::vector<std::string>& columns_found_by_name();

// The "log" block of a scenario for a table: the columns in `named`, by keys of the block, and each
// other column that is called as one of `wanted`. Throws UserError if the table cannot be read, or
// lacks a named column.
Node log_of_table(const std::string& file, const std::map<std::string, std::string>& named,
                  const std::vector<std::string>& wanted);

// The paths of the laws of a scenario's document, as --set has them, whose samples are read from
// the file of this digest.
std::vector<std::string> paths_of_samples(const Node& resolved, const std::string& digest);

}  // namespace mdisim
