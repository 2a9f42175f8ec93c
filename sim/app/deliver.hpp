// Delivers results, for the commands run and merge: writes the results folder from a store, and
// prints results.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "sim/app/arguments.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/engine/digest.hpp"
#include "sim/report/markdown.hpp"
#include "sim/report/results.hpp"
#include "sim/report/table.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct RunEnd {
    int code;                           // an ExitCode; problems have been printed
    std::optional<Digest> fingerprint;  // none if there are no results, as after an interruption
};

// Writes the results folder, and visits the row of every cell that is complete in the store. If
// other cells are missing, a line on stderr says so. `stop` may be null.
RunEnd deliver(const Scenario& scenario, Store& store, const std::string& folder,
               const Origin& origin, const RowVisitor& visit,
               const std::atomic<bool>* stop = nullptr);

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

Provenance provenance(const Origin& origin);

// A duration in words, such as "about 3 min".
std::string duration_text(double seconds);

}  // namespace mdisim
