// What a campaign leaves behind: metrics.csv (tidy), summary.json, manifest.json.
#pragma once

#include <optional>
#include <string>

#include "sim/campaign/campaign.hpp"

namespace mdisim {

struct Provenance {
    std::string version;
    std::string compiler;
    std::string command;
};

// The document that `mdisim run --json` prints and summary.json holds.
Node summary_document(const Scenario& scenario, const std::vector<CellRow>& rows);
std::string metrics_csv(const Scenario& scenario, const std::vector<CellRow>& rows);
// Without a fingerprint: of a campaign that is not finished.
Node manifest_document(const Scenario& scenario, const Provenance& provenance,
                       const std::optional<Digest>& fingerprint = {});

// Refuses, with a UserError, a folder that holds another scenario's results.
void check_folder(const std::string& folder, const std::string& scenario_name);
// The same, and from now on the folder is this scenario's. To be called before there is anything in
// it that is worth keeping.
void claim_folder(const std::string& folder, const Scenario& scenario,
                  const Provenance& provenance);
// All or nothing: every file is written beside its place and then moved there.
void write_results(const std::string& folder, const Scenario& scenario,
                   const std::vector<CellRow>& rows, const Provenance& provenance);

// Shortest text that reads back as the same number; "nan" for nothing measured.
std::string number_text(double x);

}  // namespace mdisim
