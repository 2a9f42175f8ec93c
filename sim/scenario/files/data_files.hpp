// Files of data that a scenario names: recorded workloads, networks and pictures, samples of laws,
// tables of models and of decisions. A document has the digest of their content, which is part of a
// cell's key, the models or decisions of a table, and what was fitted to samples; a world has the
// content in its columns.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/describe/error.hpp"
#include "sim/describe/long_column.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/files/sample_files.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/workload/request_log.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class DataFiles {
  public:
    // Completes the pools of a document that are in tables with the list of their models.
    void settle_pools(Node& document, std::vector<Problem>& problems);
    // Completes the policies of a document that are tables of decisions in files with the rows.
    void settle_decisions(Node& document, std::vector<Problem>& problems);
    // Completes all blocks of a document that name a file, but for these and pools: writes the
    // file's path relative to the working folder, its digest, what it holds for a law, and the law
    // that is fitted to it. A file is looked for beside the document that names it, then in the
    // working folder; a file named on the command line, in the working folder alone. Each file is
    // digested once.
    void settle_all(Node& document, std::vector<Problem>& problems);
    // Writes the paths and digests alone, of a block and of the blocks in it.
    void settle(Node& block, const std::string& pointer, std::vector<Problem>& problems);
    // Writes the path alone.
    void locate(Node& file) const;
    // Reads the files of a world into the columns of its description; worlds with the same stamps,
    // samples or log share them. Throws UserError with the mistakes in any file. Requires the
    // digests of all files.
    void read_into(World& world);

  private:
    void read_into(Network& network);
    void read_into(Workload& workload);
    void read_log(World& world);
    void settle_pools(Node& node, const std::string& pointer, std::vector<Problem>& problems);
    void settle_decisions(Node& choice, Decision decision, const std::string& pointer,
                          std::vector<Problem>& problems);
    void settle_file(Node& block, const std::string& pointer, std::vector<Problem>& problems);
    void check_digest(Node& block, const std::string& pointer, std::vector<Problem>& problems);
    void settle_law(Node& block, const std::string& unit, const std::string& pointer,
                    std::vector<Problem>& problems);

    std::map<std::string, std::string> digests_;
    std::map<std::string, LongColumn> stamps_;  // by digest and settings of the reader
    // The log that was read last, by what was to be read.
    std::pair<std::string, std::shared_ptr<const LoggedRequests>> log_read_;
    SampleFiles samples_;
};

}  // namespace mdisim
