#include "sim/campaign/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/describe/error.hpp"
#include "sim/run/form.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

CellCursor cell_of(const Scenario& scenario, const CellRow& row) {
    CellCursor at(scenario, {row.point, 0});
    while (at.policies().name != row.policy) at.next();
    return at;
}

Watcher::Watcher(Store* store)
    : own_(store == nullptr ? std::optional(Store::in_memory()) : std::nullopt),
      tables_(store == nullptr ? *own_ : *store) {}

Watched Watcher::watch(const CellCursor& at, const std::vector<uint64_t>& requests, bool with_notes,
                       uint32_t replication) {
    if (requests.empty()) return {};
    Cell cell = at.cell();
    tables_.equip(cell, at.point());
    Plan plan = at.point().plan(replication, Path::events);
    // If no request can touch another, the requests after the last watched one need not be run.
    if (why_requests_touch(cell, at.plan(Path::automatic)).empty())
        plan.requests = requests.back() + 1;
    Observer observer(requests, with_notes);
    plan.observer = &observer;
    simulate({&cell, 1}, plan);
    Watched watched{observer.take(), observer.take_activations()};
    std::erase_if(watched.records, [](const Record& record) { return !record.ended; });
    return watched;
}

KeptRequests Watcher::kept(const Scenario& scenario, const CellRow& row) {
    if (scenario.outputs().records().requests == 0) return {};
    const CellCursor at = cell_of(scenario, row);
    const auto requests =
        scenario.outputs().records().chosen(at.plan(Path::events), at.point().expected_requests());
    return {at.point().world, at.cell().sla, watch(at, requests).records};
}

Explanation explain_request(const Scenario& scenario, size_t point, uint64_t request) {
    Explanation explanation{scenario.name(), {}, scenario.point(point), request, {}};
    const auto requests = explanation.point.most_requests();
    if (request >= requests) {
        throw UserError("there is no request " + std::to_string(request) + ": there are " +
                        std::to_string(requests) + ", and the first is 0");
    }
    for (size_t a = 0; a < scenario.axes().size(); ++a) {
        explanation.at.emplace_back(scenario.axes()[a].name(), explanation.point.at[a]);
    }
    Watcher watcher;
    for (CellCursor at(scenario, {point, 0}); !at.at_end() && at.index().point == point;
         at.next()) {
        const std::vector<Record> found = watcher.watch(at, {request}, true).records;
        if (found.empty()) {
            throw UserError("the workload is over before request " + std::to_string(request));
        }
        explanation.policies.push_back({at.policies(), found.front()});
    }
    return explanation;
}

}  // namespace mdisim
