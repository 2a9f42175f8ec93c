// Prints results, and what is wrong with them, for the commands run and merge.
#pragma once

#include <optional>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/work.hpp"
#include "sim/engine/digest.hpp"
#include "sim/library/folder_run.hpp"
#include "sim/report/markdown.hpp"
#include "sim/report/results.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct RunEnd {
    int code;                           // an ExitCode; problems have been printed
    std::optional<Digest> fingerprint;  // none if there are no results, as after an interruption
    std::optional<Rounds> rounds{};     // where results decided how many replications there are
};

// Prints on stderr which cells were left out because they crashed too often, what to know of the
// results before they are believed, that cells are missing, and that results are not as precise as
// the scenario asks.
RunEnd end_of(const Delivered& delivered, const std::string& folder, const Shard& shard = {});

// Prints results on stdout: with --json summary.json, else a table of some rows, which is in
// markdown with --format markdown.
class ResultPrinter {
  public:
    ResultPrinter(const Scenario& scenario, const std::string& folder, const Arguments& arguments);
    void add(const CellRow& row);
    void print(const Digest& fingerprint) const;

  private:
    std::string folder_;
    bool json_;
    bool in_markdown_;
    ResultTable table_;
    MarkdownTable markdown_;
};

// A duration in words, such as "about 3 min".
std::string duration_text(double seconds);

}  // namespace mdisim
