// A campaign: all cells of a scenario, all replications, on all cores.
//
// Contract: rows come in the order of the cells and are the same bytes for any number of jobs, in
// one go or resumed, with or without a store. What is in the store is not computed again.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/measure/distribution.hpp"
#include "sim/measure/metrics.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

struct Distribution {
    const Quantity* quantity = nullptr;
    std::vector<Level> levels;
};

// One finished cell: a point of the sweep under one policy.
struct CellRow {
    size_t point = 0;
    std::vector<Node> at;  // its label on each axis
    std::string policy;
    bool knows_truth = false;  // a bound, not a policy
    int64_t replications = 0;
    int64_t requests = 0;
    std::shared_ptr<const Grading> grading;
    std::vector<Metric> metrics;              // as metric_infos(*grading)
    std::vector<Distribution> distributions;  // those that a figure asks for
    Digest fingerprint;
    Digest tape;
};

struct Progress {
    uint64_t done = 0;  // cell-requests, those found in the store included
    uint64_t total = 0;
};

// Somebody asked to stop; what was finished is in the store.
struct Interrupted : std::runtime_error {
    Interrupted() : std::runtime_error("interrupted") {}
};

struct CampaignOptions {
    unsigned jobs = 0;  // 0: all cores
    Path path = Path::automatic;
    Store* store = nullptr;  // none: in memory
    const std::atomic<bool>* stop = nullptr;
    std::function<void(const Progress&)> progress;  // called from one thread at a time
};

// Computes what the store does not hold yet and returns all rows. Throws Interrupted when stopped.
std::vector<CellRow> run_campaign(const Scenario& scenario, const CampaignOptions& options);

// What a campaign would do, without doing it.
struct Outlook {
    size_t cells = 0;
    size_t cells_done = 0;
    uint64_t cell_requests = 0;
    uint64_t cell_requests_left = 0;
};
Outlook outlook_of(const Scenario& scenario, Store& store, Path path = Path::automatic);

// Over all cells, in their order.
Digest fingerprint_of(const std::vector<CellRow>& rows);

}  // namespace mdisim
