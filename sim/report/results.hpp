// What a campaign leaves behind: metrics.csv (tidy), summary.json, manifest.json; for figures that
// ask for them also distributions.csv and the published curves.
#pragma once

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
// Durations at levels of their distribution, where figures ask for them; else empty.
std::string distributions_csv(const Scenario& scenario, const std::vector<CellRow>& rows);
Node manifest_document(const Scenario& scenario, const std::vector<CellRow>& rows,
                       const Provenance& provenance);

// Refuses, with a UserError, a folder that holds another scenario's results.
void claim_folder(const std::string& folder, const std::string& scenario_name);
// All or nothing: every file is written beside its place and then moved there.
void write_results(const std::string& folder, const Scenario& scenario,
                   const std::vector<CellRow>& rows, const Provenance& provenance);

// Shortest text that reads back as the same number; "nan" for nothing measured.
std::string number_text(double x);

}  // namespace mdisim
