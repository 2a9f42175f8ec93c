// The end of run and merge: from a store to the results folder, and what is printed.
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
    int code;                           // an exit code; what was wrong has been said
    std::optional<Digest> fingerprint;  // none when there are no results, as when interrupted
};

// Writes the results folder; rows are visited on their way into it. Cells that are not in the store
// are left out, and it is said so. `stop` may be null.
RunEnd deliver(const Scenario& scenario, Store& store, const std::string& folder,
               const Origin& origin, const RowVisitor& visit,
               const std::atomic<bool>* stop = nullptr);

// Results on stdout: a table of some rows, in markdown where that is the format; or summary.json,
// where the arguments have "json".
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

// "about 3 min"
std::string duration_text(double seconds);

}  // namespace mdisim
