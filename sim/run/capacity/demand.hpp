// What the requests of a run ask of the servers' cores: for each request, its chances to be
// answered in time, and how long each would keep which cores.
//
// Contract: everything is in the requests' favour. Models need not be loaded, a request may take
// part in a batch of any size that is allowed, on any kind of server and any arrangement of cores
// that a control policy may ask for, and no answer takes longer on its way back than it must. So
// whatever decisions are taken, each request that is answered in time by the servers has one of its
// chances, and its uses of cores at one time never exceed the cores there are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/engine/time.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Accuracies are whole numbers of this many binary places, rounded upwards.
inline constexpr int accuracy_bits = 32;

// A run of a model. A request that runs with others has its share of the cores.
struct CoreUse {
    Duration length;
    int64_t threads = 0;  // 0: the cores are unlimited
    int64_t together = 1;
    uint32_t kind = 0;  // of servers, numbered over all sites
};

// A model that could answer a request in time, if it ran early enough.
struct CoreChance {
    Time from;   // when the request is there
    Time until;  // when the run has to end
    uint64_t accuracy = 0;
    uint16_t model = 0;
    bool loaded = true;    // whether the model is in memory when the run of all requests begins
    uint32_t uses = 0;     // number of ways to run it
    size_t first_use = 0;  // in Demand::uses
};

struct CoreDemand {
    uint64_t without = 0;  // the best accuracy in time without the servers
    size_t first_chance = 0;
    size_t chances = 0;
};

// The servers of one kind.
struct CoreKind {
    int64_t cores = 0;              // the most there can be
    std::vector<Arrangement> on{};  // possible arrangements, the one described first
};

struct Demand {
    std::vector<CoreKind> kinds;
    std::vector<CoreDemand> requests;
    std::vector<CoreChance> chances;
    std::vector<CoreUse> uses;
    bool schedulable = true;  // whether servers may serve requests in any order

    std::span<const CoreChance> chances_of(const CoreDemand& request) const {
        return std::span(chances).subspan(request.first_chance, request.chances);
    }
    std::span<const CoreUse> uses_of(const CoreChance& chance) const {
        return std::span(uses).subspan(chance.first_use, chance.uses);
    }
};

// The demand of the counted requests of a run. sla: the deadline of the cell. Memory: some hundred
// bytes for each request and model.
Demand demand_of(const ReadyWorld& world, Duration sla, const Plan& plan);

}  // namespace mdisim
