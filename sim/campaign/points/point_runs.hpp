// Runs of single points of a scenario's sweep, under some of its policies, as many replications of
// each as somebody asks for. A search asks for a few here and a few there.
//
// Contract: a run has the key and the result that it would have in a campaign, so the store keeps
// it for both, and what the store has is not computed again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/open_batch.hpp"
#include "sim/campaign/store.hpp"
#include "sim/campaign/tables.hpp"
#include "sim/measure/tally.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"

namespace mdisim {

// Replications [from, to) of a point.
struct PointRuns {
    size_t point = 0;
    uint32_t from = 0;
    uint32_t to = 0;
};

// Requests of all runs that were used, and of those among them that were computed for it.
struct RequestsSpent {
    uint64_t used = 0;
    uint64_t computed = 0;
};

class PointRunner {
  public:
    struct Options {
        unsigned jobs = 1;
        const std::atomic<bool>* stop = nullptr;                      // may be null
        std::function<void(uint64_t done, uint64_t all)> progress{};  // from one thread at a time
    };

    // Keeps references. Requires that every point has these policies.
    PointRunner(const Scenario& scenario, std::vector<std::string> policies, Store& store,
                Options options);

    // Computes what the store lacks. Throws Interrupted when stopped.
    void compute(const std::vector<PointRuns>& runs);
    // The tallies of a policy at a point. Requires that they were computed.
    std::vector<Tally> tallies(const PointRuns& runs, const std::string& policy);
    const Point& point(size_t point);
    const RequestsSpent& spent() const { return spent_; }

  private:
    struct Cells {
        Point point;
        std::vector<std::unique_ptr<OpenBatch>> of_policies;  // a batch of one cell each
    };
    struct Task {
        OpenBatch* batch;
        TaskOrder order;
        uint64_t requests;
    };
    Cells& cells_of(size_t point);
    void compute(const std::vector<Task>& tasks);

    const Scenario& scenario_;
    std::vector<std::string> policies_;
    Store& store_;
    Options options_;
    Tables tables_;
    std::map<size_t, Cells> cells_;
    std::set<std::pair<size_t, uint32_t>> used_;  // points and replications
    RequestsSpent spent_;
};

}  // namespace mdisim
