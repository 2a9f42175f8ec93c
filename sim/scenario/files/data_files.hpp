// Files with data that a scenario names: what is recorded of workloads, networks and pictures. A
// document says what they hold by the digest of their content, so that a cell is told apart by
// that; a world has it in its columns.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/describe/column.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class DataFiles {
  public:
    // Says of a block's file, if it names one, where it is from the working folder, and its digest.
    // A file is looked for beside the document that names it, then in the working folder; one named
    // on the command line, there alone. Each is digested once.
    void settle(Node& block, const std::string& pointer, std::vector<Problem>& problems);
    // All of a scenario: its own, and those of its classes.
    void settle_all(Node& document, std::vector<Problem>& problems);
    // The name alone.
    void place(Node& file) const;
    // Reads what a world replays into the columns of its description; worlds that replay the same
    // stamps share them. Throws UserError with what is wrong in any file. Requires digests of all.
    void read_into(World& world);

  private:
    void read_into(Workload& workload);

    std::map<std::string, std::string> digests_;
    std::map<std::string, Column<int64_t>> stamps_;  // by what was read of which content
};

}  // namespace mdisim
