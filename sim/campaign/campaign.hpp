// A campaign: all cells of a scenario, all replications, on all cores.
//
// Contract: rows come in the order of the cells and are the same bytes for any number of jobs.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "sim/measure/metrics.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

// One finished cell: a point of the sweep under one policy.
struct CellRow {
    size_t point = 0;
    std::vector<Node> at;  // its label on each axis
    std::string policy;
    bool knows_truth = false;  // a bound, not a policy
    int64_t replications = 0;
    int64_t requests = 0;
    std::shared_ptr<const Grading> grading;
    std::vector<Metric> metrics;  // as metric_infos(*grading)
    Digest fingerprint;
    Digest tape;
};

struct Progress {
    uint64_t done = 0;  // cell-requests
    uint64_t total = 0;
};

struct CampaignOptions {
    unsigned jobs = 0;  // 0: all cores
    Path path = Path::automatic;
    std::function<void(const Progress&)> progress;  // called from one thread at a time
};

std::vector<CellRow> run_campaign(const Scenario& scenario, const CampaignOptions& options);

// Over all cells, in their order.
Digest fingerprint_of(const std::vector<CellRow>& rows);

}  // namespace mdisim
