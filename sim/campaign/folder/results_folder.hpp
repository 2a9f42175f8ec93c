// A results folder: the names of its files, its stores, and the scenario to which it belongs. Files
// of another scenario, and files that mdisim did not write, are never replaced.
#pragma once

#include <string>
#include <vector>

#include "sim/campaign/folder/file_digests.hpp"
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

// The file of the store: "store.sqlite" in the folder, or "store-1-of-4.sqlite" for a shard.
std::string store_file(const std::string& folder, const Shard& shard = {});
// The file of the CrashLog of the processes that write a store.
std::string crash_file(const std::string& store_file);
// The files of all stores of the folder, sorted.
std::vector<std::string> store_files(const std::string& folder);

// The results folders that a folder is or holds, at any depth, sorted.
std::vector<std::string> results_folders_in(const std::string& folder);

// The scenario of the folder's results, read from the manifest. Throws UserError if there is no
// manifest.
Scenario scenario_in(const std::string& folder);

// What to do with a folder of another scenario, or with files that mdisim did not write.
enum class WhenForeign { refuse, replace };

// Throws a UserError if a scenario of this name and origin may not write into the folder: the
// folder holds results of another name or another file, or files that mdisim did not write. The
// scenario file may have been edited since, and may be named from another working directory. A file
// that has moved is the same file if its content is the same. An origin without a file is compared
// by the name alone.
void check_folder(const std::string& folder, const std::string& scenario_name,
                  const Origin& origin = {});

// Does what check_folder() does, unless foreign files are to be replaced, makes the folder if it is
// missing, and writes a manifest by which the folder belongs to the scenario. It is to be called
// before anything worth keeping is in the folder. Requires that processes that reserve a folder at
// the same time have different names as `writer`. Returns the digests of files that an earlier run
// has written there.
FileDigests reserve_folder(const std::string& folder, const Scenario& scenario,
                           const Provenance& provenance, const std::string& writer = "",
                           WhenForeign when_foreign = WhenForeign::refuse);

// A warning that the folder's results will be replaced by those of other settings, such as another
// --set: which settings differ, and how to keep both results. Empty if the settings are the same,
// or if the folder has no results or does not say of which file they are.
std::string replaced_settings(const std::string& folder, const Origin& origin);

}  // namespace mdisim
