// Describes a table of measured requests as a log.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
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
// lacks a named column or one of the `needed` ones.
Node log_of_table(const std::string& file, const std::map<std::string, std::string>& named,
                  const std::vector<std::string>& wanted, const std::vector<std::string>& needed);

// A law whose samples are read from a file: its path, as --set has it, and how many rows it reads.
struct ReadLaw {
    std::string path;
    std::optional<int64_t> first_rows{};
};
// The laws of a scenario's document whose samples are read from the file of this digest.
std::vector<ReadLaw> laws_read_from(const Node& resolved, const std::string& digest);

}  // namespace mdisim
