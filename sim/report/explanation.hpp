// One request under each policy: what the policy saw, weighed and chose, what happened, and what
// would have been best.
#pragma once

#include <string>
#include <vector>

#include "sim/campaign/cells.hpp"
#include "sim/report/table.hpp"
#include "sim/run/observer.hpp"

namespace mdisim {

struct Explained {
    Combination policy;
    Record record;
};

// One request of replication 0 at a point of a scenario.
struct Explanation {
    std::string scenario;
    std::vector<std::pair<std::string, Node>> at;  // axes with their labels
    Point point;
    uint64_t request = 0;
    std::vector<Explained> policies;  // in the scenario's order

    Duration sla() const;  // of this request
};

// Runs the point's policies again. Throws UserError when there is no such request.
Explanation explain_request(const Scenario& scenario, size_t point, uint64_t request);

// Fits the style's width.
std::string explanation_text(const Explanation& explanation, const TableStyle& style);
// The same for machines.
Node explanation_document(const Explanation& explanation);

}  // namespace mdisim
