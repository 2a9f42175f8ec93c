// Files with recorded workloads, networks and pictures that a scenario names. A document has the
// digest of their content, which is part of a cell's key; a world has the content in its columns.
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
    // Writes the path of a block's file, if it names one, relative to the working folder, and its
    // digest. A file is looked for beside the document that names it, then in the working folder; a
    // file named on the command line, in the working folder alone. Each file is digested once.
    void settle(Node& block, const std::string& pointer, std::vector<Problem>& problems);
    // Does settle() for all blocks of a scenario, and of its classes.
    void settle_all(Node& document, std::vector<Problem>& problems);
    // Writes the path alone.
    void locate(Node& file) const;
    // Reads the files of a world into the columns of its description; worlds with the same stamps
    // share them. Throws UserError with the mistakes in any file. Requires the digests of all
    // files.
    void read_into(World& world);

  private:
    void read_into(Workload& workload);

    std::map<std::string, std::string> digests_;
    std::map<std::string, Column<int64_t>> stamps_;  // by digest and settings of the reader
};

}  // namespace mdisim
