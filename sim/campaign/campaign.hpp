// A campaign: all cells of a scenario, all replications, on all cores.
//
// Contract: the store is the memory. What it holds is not computed again, what is computed goes
// there, and rows are read from it afterwards (rows.hpp), in the order of the cells: the same bytes
// for any number of jobs, in one go or resumed, in shards or whole, alone or with workers
// elsewhere. Memory does not grow with the number of cells, but for a few words each that is left
// to do.
#pragma once

#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Computes what the store does not hold yet. Throws Interrupted when stopped. Returns what there
// was to do.
Outlook run_campaign(const Scenario& scenario, Store& store, const CampaignOptions& options = {});

}  // namespace mdisim
