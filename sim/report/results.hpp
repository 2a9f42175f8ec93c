// The files of a campaign's results: metrics.csv (tidy), summary.json, ledger.json (for
// comparisons) and manifest.json; if the scenario asks for them also series.csv, requests.csv,
// distributions.csv, published curves, and figures as figures/NAME.json.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/folder/file_digests.hpp"
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
    std::vector<std::string> names_;  // of metrics, with units, as text of a line
};

// summary.json, the document that `mdisim run --json` prints, written as rows come. Requires a
// stream that can seek: the fingerprint is at the top and is known at the end.
class Summary {
  public:
    Summary(std::ostream& out, const Scenario& scenario);
    void add(const CellRow& row);
    Digest finish();  // the fingerprint of all rows

  private:
    std::ostream& out_;
    const Scenario& scenario_;
    InfosOfRows known_;
    std::vector<std::pair<std::string, std::string>> around_;  // text before and after each number
    CampaignFingerprint fingerprint_;
    std::streampos fingerprint_at_;
    bool first_ = true;
};

// distributions.csv: durations at levels of their distribution, if figures ask for them.
class DistributionTable {
  public:
    DistributionTable(const std::string& path, const Scenario& scenario);
    void add(const CellRow& row);
    void finish();  // removes the file of an earlier run if no figure asks for it now

  private:
    std::string path_;
    const Scenario& scenario_;
    std::optional<WholeFile> file_;
};

// series.csv: metrics by windows of time, up to the shortest replication, if the scenario asks for
// it. A metric that was not measured in a cell has no lines for that cell.
class SeriesTable {
  public:
    SeriesTable(const std::string& path, const Scenario& scenario);
    void add(const CellRow& row);
    void finish();  // removes the file of an earlier run if the scenario does not ask for it now

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
    // Writes all files. Returns the fingerprint of all rows. complete: whether the manifest has the
    // fingerprint, by which the campaign counts as complete. beside: names of files of the folder,
    // such as its store, of which the manifest has digests too. known: digests of files that an
    // earlier run has written into the folder.
    Digest finish(const Provenance& provenance, bool complete = true,
                  const std::vector<std::string>& beside = {}, FileDigests known = {});
    // Requires that all rows were added. The manifest has all warnings.
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
