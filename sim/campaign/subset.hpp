// Finds the cloud's models that a policy needs: the smallest set with which the policy's effective
// accuracy stays close to that with all models, at every point of a scenario's sweep.
//
// Contract: sets are compared on the same requests, replication by replication, so losses are
// paired. (If each model has noise of its own, the noise depends on the model's index in the set,
// so only the network is paired.) The loss of a set is judged by the upper end of its 95 %
// interval, at the point where that end is highest; this errs on the high side. If there are few
// models, all sets are tried and the set found is the smallest. Otherwise models are removed one by
// one, each time the model whose removal costs least, and a smaller set may exist. The result is
// the same for any number of jobs. Runs are kept in the store, without their histograms and series;
// where all sets of more than eight models are tried, only those with all models are kept.
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
    // Empty: of the policies that ask the cloud and do not see the truth, the first that selects by
    // MDInference, whose paper asks for such sets; if there is none, the first.
    std::string policy;
    unsigned jobs = 1;
    size_t few_models = 15;  // with at most this many models, all sets are tried
    std::function<void(uint64_t done, uint64_t all)> progress = {};  // from one thread at a time
};

// Throws UserError if the scenario has no such policy, different models at different points, or
// fewer than two replications. Whether a policy uses the cloud is found by running the policy with
// all models.
SubsetSearch find_subset(const Scenario& scenario, Store& store, const SubsetOptions& options);

}  // namespace mdisim
