// What a campaign leaves behind: metrics.csv (tidy), summary.json, ledger.json (for comparisons),
// manifest.json; where they are asked for also series.csv, requests.csv, distributions.csv, the
// published curves and what figures show, as figures/NAME.json.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/whole_file.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/watched.hpp"
#include "sim/engine/digest.hpp"
#include "sim/judge/ledger.hpp"
#include "sim/report/figures/figures.hpp"
#include "sim/report/requests.hpp"
#include "sim/report/warnings.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// metrics.csv: a line for every metric of every cell, written as rows come.
class MetricsTable {
  public:
    MetricsTable(std::ostream& out, const Scenario& scenario);
    void add(const CellRow& row);

  private:
    std::ostream& out_;
    InfosOfRows known_;
    std::vector<std::string> names_;  // of metrics, with units, as they stand in a line
};

// summary.json, the document that `mdisim run --json` prints, written as rows come. The stream must
// be one that can be sought in: the fingerprint stands at the top and is known at the end.
class Summary {
  public:
    Summary(std::ostream& out, const Scenario& scenario);
    void add(const CellRow& row);
    Digest finish();  // the fingerprint of all rows

  private:
    std::ostream& out_;
    const Scenario& scenario_;
    InfosOfRows known_;
    std::vector<std::pair<std::string, std::string>> around_;  // the numbers of each metric
    CampaignFingerprint fingerprint_;
    std::streampos fingerprint_at_;
    bool first_ = true;
};

// distributions.csv: durations at levels of their distribution, where figures ask for them.
class DistributionTable {
  public:
    DistributionTable(const std::string& path, const Scenario& scenario);
    void add(const CellRow& row);
    void finish();  // removes that of an earlier run when nothing asks for it any more

  private:
    std::string path_;
    const Scenario& scenario_;
    std::optional<WholeFile> file_;
};

// series.csv: metrics window by window, as far as every replication goes, where the scenario asks
// for it. A metric of which nothing was measured in a cell has no lines of it.
class SeriesTable {
  public:
    SeriesTable(const std::string& path, const Scenario& scenario);
    void add(const CellRow& row);
    void finish();  // removes that of an earlier run when nothing asks for it any more

  private:
    std::string path_;
    const Scenario& scenario_;
    std::optional<WholeFile> file_;
};

// All tables of a results folder, filled as rows come in the order of the cells.
class ResultTables {
  public:
    ResultTables(const std::string& folder, const Scenario& scenario);
    void add(const CellRow& row, const KeptRequests& kept);
    // Everything appears in its place. Returns the fingerprint of all rows; the manifest holds it,
    // and so says that the campaign is complete, unless told otherwise.
    Digest finish(const Provenance& provenance, bool complete = true);
    // Known when all rows have been added; the manifest holds them all.
    const Warnings& warnings() const { return warnings_; }

  private:
    std::string folder_;
    const Scenario& scenario_;
    WholeFile metrics_file_;
    WholeFile summary_file_;
    WholeFile ledger_file_;
    MetricsTable metrics_;
    Summary summary_;
    LedgerTable ledger_;
    DistributionTable distributions_;
    SeriesTable series_;
    RequestTable requests_;
    Warnings warnings_;
    Figures figures_;
};

}  // namespace mdisim
