// A campaign: all cells of a scenario, all replications, on all cores.
//
// Contract: what the store holds is not computed again, and what is computed goes there. Rows are
// read from it afterwards (rows.hpp), in the order of the cells. The bytes are the same for any
// number of jobs, in one go or resumed, in shards or whole, alone or with workers on other hosts.
// Memory: a few words for each cell that is left to do.
#pragma once

#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Computes what the store does not hold yet. Throws Interrupted when stopped. Returns how much
// there was to do at the start.
WorkAmount run_campaign(const Scenario& scenario, Store& store,
                        const CampaignOptions& options = {});

}  // namespace mdisim
