#include "sim/library/folder_run.hpp"

#include <chrono>
#include <exception>
#include <filesystem>
#include <thread>
#include <utility>
#include <vector>

#include "sim/campaign/campaign.hpp"
#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/folder/file_digests.hpp"
#include "sim/campaign/folder/folder_lock.hpp"
#include "sim/campaign/folder/results_folder.hpp"
#include "sim/campaign/identity/identity.hpp"
#include "sim/campaign/identity/policy_identity.hpp"
#include "sim/campaign/records.hpp"
#include "sim/campaign/rounds/found.hpp"
#include "sim/campaign/rounds/rounds.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/work.hpp"
#include "sim/decide/registry.hpp"
#include "sim/describe/error.hpp"
#include "sim/library/version.hpp"
#include "sim/report/results.hpp"
#include "sim/report/rounds/rounds_text.hpp"
#include "sim/run/simulation.hpp"

namespace mdisim {
namespace {

Store store_to_write(const std::string& file, const FolderRun& run) {
    constexpr auto between_tries = std::chrono::milliseconds(100);
    for (bool told = false;; told = true) {
        try {
            return Store::in_file(file);
        } catch (const FolderInUse&) {
            if (run.when_in_use == WhenInUse::refuse) throw;
        }
        if (!told) {
            run.tell(file + ": another mdisim is writing these results; waiting for it to end");
        }
        if (run.campaign.stop != nullptr && *run.campaign.stop) throw Interrupted();
        std::this_thread::sleep_for(between_tries);
    }
}

// Computes the runs that the store lacks. Returns how much there was to do.
WorkAmount compute(const Scenario& scenario, Store& store, const std::string& file,
                   const FolderRun& run) {
    const bool logs = run.logs_crashes && run.campaign.path == Path::automatic;
    if (!logs) return run_campaign(scenario, store, run.campaign);
    CrashLog crashes(crash_file(file));
    crashes.watch_process();
    CampaignOptions options = run.campaign;
    options.crashes = &crashes;
    return run_campaign(scenario, store, options);
}

// A shard is what its store holds, so policies whose runs are not stored have none.
void refuse_unidentified(const Scenario& scenario) {
    std::vector<Problem> problems;
    for (const PolicyEntry* policy : policies_from_elsewhere(scenario)) {
        if (identity_of(*policy).by != IdentifiedBy::nothing) continue;
        problems.push_back({"--shard", "",
                            "the runs of " + full_name(*policy) +
                                " cannot be merged: they are not stored, since nothing says "
                                "what the policy is made of"});
    }
    if (!problems.empty()) throw UserError(std::move(problems));
}

// A shard does not see the results of others, so shards could not agree on when to stop.
void refuse_rounds(const Scenario& scenario) {
    if (!scenario.stopping().any()) return;
    throw UserError({{"--shard", "",
                      "results decide how many replications there are, and no shard has all "
                      "results; leave out 'precision' and 'best', and set 'replications'"}});
}

// The store of a folder, or one in memory that reads from it while another process writes it.
Store store_beside(const std::string& folder, Archive& archive, const Tell& tell) {
    const std::string file = store_file(folder);
    if (!std::filesystem::exists(file)) return Store::in_memory();
    try {
        return Store::in_file(file);
    } catch (const FolderInUse&) {
        tell(file +
             ": another mdisim is writing these results; what they lack is computed and not "
             "stored");
    }
    Store store = Store::in_memory();
    archive.add(file);
    store.consult(archive);
    return store;
}

}  // namespace

Provenance provenance_of(const Scenario& scenario, const Origin& origin,
                         const std::string& command) {
    return {version_text(), compiler_text(), command, origin, other_policies_of(scenario)};
}

Delivered deliver(const Scenario& scenario, Store& store, const std::string& folder,
                  const Provenance& provenance, FileDigests known, const RowVisitor& visit,
                  const std::atomic<bool>* stop) {
    ResultTables tables(folder, scenario);
    Watcher watcher(&store);
    const auto deliver_row = [&](const CellRow& row) {
        tables.add(row, watcher.kept(scenario, row));
        visit(row);
    };
    Delivered delivered;
    delivered.missing = each_row(scenario, store, deliver_row, stop);
    store.commit();
    std::vector<std::string> names;
    if (!store.file().empty()) names = {std::filesystem::path(store.file()).filename()};
    delivered.fingerprint =
        tables.finish(provenance, delivered.missing == 0, names, std::move(known));
    delivered.warnings = tables.warnings().of_policies();
    return delivered;
}

Delivered run_into(const std::string& folder, const Scenario& scenario, const FolderRun& run,
                   const RowVisitor& visit) {
    const Shard& shard = run.campaign.shard;
    const bool kept = run.campaign.path == Path::automatic;
    if (!kept && !shard.is_all()) throw UserError("--path and --shard exclude each other");
    if (!shard.is_all()) refuse_unidentified(scenario);
    if (!shard.is_all()) refuse_rounds(scenario);
    const Origin origin = origin_of(scenario);
    const bool ours_only = run.when_foreign == WhenForeign::refuse;
    if (ours_only) check_folder(folder, scenario.name(), origin);
    const std::string file = store_file(folder, shard);
    Store store = kept ? store_to_write(file, run) : Store::in_memory();
    sign(store, file, identity_of(scenario));
    if (kept && run.archive != nullptr) store.consult(*run.archive);
    const std::string writer = shard.is_all() ? "" : "-" + std::to_string(shard.number);
    const std::string replaced = ours_only ? replaced_settings(folder, origin) : "";
    if (!replaced.empty()) run.tell(replaced);
    Provenance provenance = provenance_of(scenario, origin, run.command);
    FileDigests known = reserve_folder(folder, scenario, provenance, writer, run.when_foreign);
    std::vector<std::string> quarantined;
    const Replicated enough = replicated(
        scenario, {run.budget, run.campaign.jobs, run.campaign.stop},
        [&](const Scenario& round) {
            WorkAmount amount = compute(round, store, file, run);
            quarantined = std::move(amount.quarantined);
            return amount.cell_requests_left;
        },
        [&](const Scenario& round, const RowVisitor& look) {
            return each_row(round, store, look, run.campaign.stop);
        });
    provenance.rounds = sentence_of(enough);
    if (kept && run.archive != nullptr) run.archive->add(file);
    Delivered delivered;
    if (shard.is_all()) {
        delivered = deliver(enough.scenario, store, folder, provenance, std::move(known), visit,
                            run.campaign.stop);
    }
    delivered.rounds = enough.rounds;
    if (enough.warm_up) run.tell(warm_up_sentence(*enough.warm_up));
    delivered.quarantined = std::move(quarantined);
    return delivered;
}

void with_store_beside(const std::string& folder, Archive& archive, const Tell& tell,
                       const std::function<void(Store&)>& work) {
    std::string file;
    std::exception_ptr failure;
    {
        Store store = store_beside(folder, archive, tell);
        file = store.file();
        try {
            work(store);
        } catch (...) {
            failure = std::current_exception();  // what was stored before it is kept, and known
        }
    }
    if (!file.empty()) record_files(folder, {std::filesystem::path(file).filename()});
    if (failure) std::rethrow_exception(failure);
}

void with_store_of(const std::string& folder, const Scenario& scenario, const std::string& command,
                   Archive& archive, const Tell& tell, const std::function<void(Store&)>& work) {
    const Origin origin = origin_of(scenario);
    check_folder(folder, scenario.name(), origin);
    const std::string file = store_file(folder);
    if (!has_manifest(folder))
        reserve_folder(folder, scenario, provenance_of(scenario, origin, command));
    if (!std::filesystem::exists(file)) {
        Store fresh = Store::in_file(file);
        sign(fresh, file, identity_of(scenario));
    }
    with_store_beside(folder, archive, tell, work);
}

}  // namespace mdisim
