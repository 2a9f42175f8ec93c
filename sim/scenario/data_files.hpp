// Files with data that a scenario names: the traces of its workload. A document says what they hold
// by the digest of their content, so that a cell is told apart by that.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/scenario/document.hpp"

namespace mdisim {

class DataFiles {
  public:
    // Says of a workload's file where it is from the working folder, and its digest. A file is
    // looked for beside the document that names it, then in the working folder; one named on the
    // command line, there alone. Reads each once.
    void settle(Node& workload, const std::string& pointer, std::vector<Problem>& problems);
    // All of a scenario: its own, and those of its classes.
    void settle_all(Node& document, std::vector<Problem>& problems);
    // The name alone.
    void place(Node& file) const;

  private:
    std::map<std::string, std::string> digests_;
};

}  // namespace mdisim
