// A results folder: what its files are called, which stores are in it, and whose it is. Nothing of
// another scenario file, and nothing that somebody else left there, is replaced.
#pragma once

#include <string>
#include <vector>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

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
std::string ledger_file(const std::string& folder);

// "store.sqlite", or "store-1-of-4.sqlite" of a shard.
std::string store_file(const std::string& folder, const Shard& shard = {});
// Where crashes of whoever writes that store are written down.
std::string crash_file(const std::string& store_file);
// All stores there are, sorted.
std::vector<std::string> store_files(const std::string& folder);

// The scenario whose results a folder holds, as its manifest says it; UserError when it holds none.
Scenario scenario_in(const std::string& folder);

// Refuses, with a UserError, a folder in which a scenario of this name and origin may not write: it
// holds results of another name or another file, or files that no mdisim wrote. The same file may
// have been edited since, and named from another folder. A file that has been moved is the same if
// it says the same. An origin without a file is told by the name alone.
void check_folder(const std::string& folder, const std::string& scenario_name,
                  const Origin& origin = {});

// As check_folder(), and from now on the folder, made where it is missing, is this scenario's. To
// be called before there is anything in it that is worth keeping. Several that reserve it at the
// same time must be called differently.
void reserve_folder(const std::string& folder, const Scenario& scenario,
                    const Provenance& provenance, const std::string& writer = "");

// What is to be said before results in this folder are replaced by those of other settings, such as
// another --set: which settings differ, and how to keep both. Empty where there is nothing to say.
std::string replaced_settings(const std::string& folder, const Origin& origin);

}  // namespace mdisim
