// What a campaign leaves behind: metrics.csv (tidy), summary.json, manifest.json; for figures that
// ask for them also distributions.csv and the published curves.
#pragma once

#include <fstream>
#include <optional>
#include <string>

#include "sim/campaign/rows.hpp"

namespace mdisim {

struct Provenance {
    std::string version;
    std::string compiler;
    std::string command;
};

// Without a fingerprint: of a campaign that is not finished.
Node manifest_document(const Scenario& scenario, const Provenance& provenance,
                       const std::optional<Digest>& fingerprint = {});

// Refuses, with a UserError, a folder that holds another scenario's results.
void check_folder(const std::string& folder, const std::string& scenario_name);
// The same, and from now on the folder is this scenario's. To be called before there is anything in
// it that is worth keeping. Several that claim it at the same time must be called differently.
void claim_folder(const std::string& folder, const Scenario& scenario, const Provenance& provenance,
                  const std::string& claimant = "");

// metrics.csv: a line for every metric of every cell, written as rows come.
class MetricsTable {
  public:
    MetricsTable(std::ostream& out, const Scenario& scenario);
    void add(const CellRow& row);

  private:
    std::ostream& out_;
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
    CampaignFingerprint fingerprint_;
    std::streampos fingerprint_at_;
    bool first_ = true;
};

// A file that appears whole, or not at all: written beside its place, then moved there.
class WholeFile {
  public:
    explicit WholeFile(const std::string& path, const std::string& writer = "");
    std::ostream& stream() { return out_; }
    void finish();

  private:
    std::string path_;
    std::string part_;
    std::ofstream out_;
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

// The results folder, filled as rows come in the order of the cells.
class ResultsFolder {
  public:
    ResultsFolder(const std::string& folder, const Scenario& scenario);
    void add(const CellRow& row);
    // Everything appears in its place. Returns the fingerprint of all rows; the manifest holds it,
    // and so says that the campaign is complete, unless told otherwise.
    Digest finish(const Provenance& provenance, bool complete = true);

  private:
    std::string folder_;
    const Scenario& scenario_;
    WholeFile metrics_file_;
    WholeFile summary_file_;
    MetricsTable metrics_;
    Summary summary_;
    DistributionTable distributions_;
    std::vector<std::shared_ptr<const Grading>> gradings_;  // for the figures
};

// Shortest text that reads back as the same number; "nan" for nothing measured.
std::string number_text(double x);

}  // namespace mdisim
