// Records of single requests of cells, made by runs with an observer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/record.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Some requests of replication 0 of a cell, and the models that were active during that run.
struct Watched {
    std::vector<Record> records;
    std::vector<Activation> activations;
};

// The requests of a cell that its scenario asks to keep.
struct KeptRequests {
    std::shared_ptr<const ReadyWorld> world;
    Duration sla;
    std::vector<Record> records;
};

// A request under one policy.
struct Explained {
    Combination policy;
    Record record;
};
// One request of replication 0 at a point of a scenario, under each policy.
struct Explanation {
    std::string scenario;
    std::vector<std::pair<std::string, Node>> at;  // the point's label on each axis, by name
    Point point;
    uint64_t request = 0;
    std::vector<Explained> policies;  // in the scenario's order

    Duration sla() const {  // the deadline of the request
        return point.world->classes().sla(policies.front().record.outcome,
                                          Duration::from_ms(point.setting.sla_ms));
    }
};

}  // namespace mdisim
