// A campaign computes all replications of all cells of a scenario, on all cores.
//
// Contract: runs that the store holds are not computed again, and runs that are computed are put
// into it. Rows are read from the store afterwards (rows.hpp), in the order of the cells. Results
// have the same bytes for any number of jobs, in one go or resumed, in shards or whole, alone or
// with workers on other hosts.
// Memory: a few words for each cell that is left to do.
#pragma once

#include "sim/campaign/store.hpp"
#include "sim/campaign/task_queue.hpp"
#include "sim/campaign/work.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// Computes the runs that the store does not hold. Throws Interrupted when stopped. Returns how much
// there was to do at the start.
WorkAmount run_campaign(const Scenario& scenario, Store& store,
                        const CampaignOptions& options = {});

}  // namespace mdisim
