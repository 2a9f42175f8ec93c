// Whose a results folder is. Nothing of another scenario file, and nothing that somebody else left
// there, is replaced.
#pragma once

#include <string>

#include "sim/report/manifest.hpp"

namespace mdisim {

// The files of results beside manifest.json.
inline constexpr const char* metrics_name = "metrics.csv";
inline constexpr const char* summary_name = "summary.json";
inline constexpr const char* ledger_name = "ledger.json";
inline constexpr const char* distributions_name = "distributions.csv";
inline constexpr const char* series_name = "series.csv";
inline constexpr const char* requests_name = "requests.csv";
inline constexpr const char* result_names[] = {metrics_name,       summary_name, ledger_name,
                                               distributions_name, series_name,  requests_name};

// Refuses, with a UserError, a folder in which a scenario of this name and origin may not write: it
// holds results of another name or another file, or files that no mdisim wrote. The same file may
// have been edited since, and named from another folder. A file that has been moved is the same if
// it says the same. An origin without a file is told by the name alone.
void check_folder(const std::string& folder, const std::string& scenario_name,
                  const Origin& origin = {});

// As check_folder(), and from now on the folder, made where it is missing, is this scenario's. To
// be called before there is anything in it that is worth keeping. Several that claim it at the same
// time must be called differently.
void claim_folder(const std::string& folder, const Scenario& scenario, const Provenance& provenance,
                  const std::string& claimant = "");

// What is to be said before results in this folder are replaced by those of other settings, such as
// another --set: which settings differ, and how to keep both. Empty where there is nothing to say.
std::string replaced_settings(const std::string& folder, const Origin& origin);

}  // namespace mdisim
