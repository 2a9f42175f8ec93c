// A campaign: all cells of a scenario, all replications, on all cores.
//
// Contract: the store is the memory. What it holds is not computed again, what is computed goes
// there, and rows are read from it afterwards (rows.hpp), in the order of the cells: the same bytes
// for any number of jobs, in one go or resumed, in shards or whole. Memory does not grow with the
// number of cells, but for a few words each that is left to do.
#pragma once

#include "sim/campaign/crash_log.hpp"
#include "sim/campaign/rows.hpp"
#include "sim/campaign/work.hpp"

namespace mdisim {

struct Progress {
    uint64_t done = 0;  // cell-requests, those found in the store included
    uint64_t total = 0;
    double cost_done = 0;  // of what this campaign itself has to do, in some unit
    double cost_total = 0;
};

struct CampaignOptions {
    unsigned jobs = 0;  // 0: all cores
    Path path = Path::automatic;
    Shard shard;
    const CrashLog* crashes = nullptr;
    const std::atomic<bool>* stop = nullptr;
    std::function<void(const Progress&)> progress;  // called from one thread at a time
};

// Computes what the store does not hold yet. Throws Interrupted when stopped. Returns what there
// was to do.
Outlook run_campaign(const Scenario& scenario, Store& store, const CampaignOptions& options = {});

}  // namespace mdisim
