// Runs a scenario into a results folder, for the command line and for programs that use the
// library.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/archive.hpp"
#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/manifest.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/engine/digest.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// What a run does while another process writes its results folder: it throws FolderInUse, or it
// waits until that process has ended, and tells so.
enum class WhenInUse { refuse, wait };

// Takes a line for people.
using Tell = std::function<void(const std::string&)>;

struct FolderRun {
    CampaignOptions campaign{};  // without `crashes`
    Budget budget{};             // of rounds, where results decide how many there are
    std::string command{};       // for the manifest
    WhenInUse when_in_use = WhenInUse::refuse;
    WhenForeign when_foreign = WhenForeign::refuse;
    // Whether crashes of this process are logged, so that a cell that crashed too often is left
    // out. Requires that the process has no other use for the signals of crashes.
    bool logs_crashes = false;
    // Other stores, whose runs are not computed again; the folder's own is added. May be null.
    Archive* archive = nullptr;
    Tell tell = [](const std::string&) {};
};

struct Delivered {
    std::optional<Digest> fingerprint{};     // of all rows; none of a shard
    std::optional<Rounds> rounds{};          // where results decided how many replications
    size_t missing = 0;                      // cells that are not complete in the store
    std::vector<std::string> warnings{};     // sentences about policies
    std::vector<std::string> quarantined{};  // names of cells that crashed too often
};

// Computes the runs that are missing in the folder's store, writes the results folder and visits
// every row. Where the scenario's results decide how many replications there are, they are those of
// the last round; shards are refused then, since none sees all results. For a shard it writes no
// results and visits no rows. With Path::events, which is there to compare the paths, it uses no
// stored run and stores none. Throws UserError if the folder is not the scenario's, and Interrupted
// when stopped.
Delivered run_into(const std::string& folder, const Scenario& scenario, const FolderRun& run,
                   const RowVisitor& visit);

// Writes the results folder, and visits the row of every cell that is complete in the store.
// `known` are the files that reserve_folder() has found there. `stop` may be null.
Delivered deliver(const Scenario& scenario, Store& store, const std::string& folder,
                  const Provenance& provenance, FileDigests known, const RowVisitor& visit,
                  const std::atomic<bool>* stop = nullptr);

// What made results of the scenario, which is of this origin: this program, by `command`.
Provenance provenance_of(const Scenario& scenario, const Origin& origin,
                         const std::string& command);

// Computes something beside the results of a folder, with their store if there is one, else with a
// store in memory. While another process writes the results, it is a store in memory that reads
// from theirs through `archive`, and `tell` is told so. The manifest has the store's digest again
// when the work is done.
void with_store_beside(const std::string& folder, Archive& archive, const Tell& tell,
                       const std::function<void(Store&)>& work);

// Computes something for a scenario that is to be kept, with the store of a folder, as
// with_store_beside() does. A folder without a store becomes the scenario's, as that of a campaign
// which `command` has begun. Throws UserError if the folder is not the scenario's.
void with_store_of(const std::string& folder, const Scenario& scenario, const std::string& command,
                   Archive& archive, const Tell& tell, const std::function<void(Store&)>& work);

}  // namespace mdisim
