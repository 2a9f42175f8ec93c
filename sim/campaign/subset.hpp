// Which of the cloud's models a policy needs: the smallest set with which its effective accuracy
// stays close to that with all of them, at every point of a scenario's sweep.
//
// Contract: sets are compared on the same requests, replication by replication, so losses are
// paired. (Where each model has noise of its own, its draws go by its place in the set, and what is
// paired is the network.) The loss of a set is judged by the upper end of its 95 % interval, at the
// point where that is highest; the largest of many intervals is rather too high than too low. All
// sets are tried where there are few, and then what is found is the smallest. Otherwise models are
// taken away one by one, each time the one that costs least, and a smaller set may exist. The same
// result for any number of jobs. What was computed is kept in the store, without its histograms.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/campaign/store.hpp"
#include "sim/campaign/subset_search.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct SubsetOptions {
    double within = 0;
    std::string policy;  // empty: the first that is no bound and sends requests to the cloud
    unsigned jobs = 1;
    size_t few_models = 8;  // up to so many, all sets are tried
    std::function<void(uint64_t done, uint64_t all)> progress = {};  // from one thread at a time
};

// Throws UserError where the scenario has no such policy, other models at other points, or fewer
// than two replications. Whether a policy sends requests to the cloud is seen by running it with
// all models.
SubsetSearch find_subset(const Scenario& scenario, Store& store, const SubsetOptions& options);

}  // namespace mdisim
