#include "sim/campaign/points/point_runs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign/cell_key.hpp"
#include "sim/campaign/cells.hpp"
#include "sim/campaign/parallel.hpp"
#include "sim/decide/combination.hpp"
#include "sim/describe/check.hpp"
#include "sim/describe/error.hpp"
#include "sim/engine/digest.hpp"
#include "sim/run/simulation.hpp"

namespace mdisim {
namespace {

size_t index_of_policy(const Point& point, const std::string& policy) {
    const auto at = std::find_if(point.policies.begin(), point.policies.end(),
                                 [&](const Combination& c) { return c.name == policy; });
    ensure(at != point.policies.end(), "every point has the policies that are asked for");
    return static_cast<size_t>(at - point.policies.begin());
}

}  // namespace

PointRunner::PointRunner(const Scenario& scenario, std::vector<std::string> policies, Store& store,
                         Options options)
    : scenario_(scenario),
      policies_(std::move(policies)),
      store_(store),
      options_(std::move(options)),
      tables_(store) {}

PointRunner::Cells& PointRunner::cells_of(size_t point) {
    const auto known = cells_.find(point);
    if (known != cells_.end()) return known->second;
    Cells cells{scenario_.point(point), {}};
    for (const std::string& policy : policies_) {
        const CellIndex first{point, index_of_policy(cells.point, policy)};
        cells.of_policies.push_back(
            std::make_unique<OpenBatch>(scenario_, first, 1, Path::automatic, tables_));
    }
    return cells_.emplace(point, std::move(cells)).first->second;
}

const Point& PointRunner::point(size_t point) { return cells_of(point).point; }

void PointRunner::compute(const std::vector<PointRuns>& runs) {
    std::vector<Task> tasks;
    for (const PointRuns& wanted : runs) {
        Cells& cells = cells_of(wanted.point);
        const uint64_t requests = cells.point.expected_requests();
        for (uint32_t r = wanted.from; r < wanted.to; ++r) {
            if (!used_.emplace(wanted.point, r).second) continue;
            for (const auto& batch : cells.of_policies) {
                spent_.used += requests;
                Task task{batch.get(), batch->order(r, store_, nullptr), requests};
                if (!task.order.empty()) tasks.push_back(std::move(task));
            }
        }
    }
    compute(tasks);
}

void PointRunner::compute(const std::vector<Task>& tasks) {
    std::mutex guard;
    uint64_t done = 0;
    each_on_threads(tasks.size(), options_.jobs, [&](size_t i) {
        if (options_.stop != nullptr && *options_.stop) throw Interrupted();
        const Task& task = tasks[i];
        task.batch->compute(task.order, [&](const FinishedRun& run) {
            store_.put(run);
            store_.add_cost(run.kind, {static_cast<double>(task.requests), run.seconds});
        });
        const std::lock_guard lock(guard);
        spent_.computed += task.requests;
        if (options_.progress) options_.progress(++done, tasks.size());
    });
    store_.commit();
}

std::vector<Tally> PointRunner::tallies(const PointRuns& runs, const std::string& policy) {
    const Point& at = point(runs.point);
    const Digest key = cell_key(at, at.policies[index_of_policy(at, policy)]);
    std::vector<Tally> tallies;
    for (uint32_t r = runs.from; r < runs.to; ++r) {
        auto stored = store_.find(with_replication(key, r));
        ensure(stored.has_value(), "a run that was computed is in the store");
        tallies.push_back(std::move(stored->tally));
    }
    return tallies;
}

}  // namespace mdisim
