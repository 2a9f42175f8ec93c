// One point of a sweep, decoded: a world, its setting, and the policies that are compared in it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/combination.hpp"
#include "sim/engine/digest.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/setting.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct Point {
    std::vector<Node> at;  // the label on each axis
    Setting setting;
    std::shared_ptr<const ReadyWorld> world;
    Digest world_digest;  // of the world's description
    std::vector<Combination> policies;

    // The number of requests of a replication, at most; and its expectation, if it is random.
    uint64_t most_requests() const;
    uint64_t expected_requests() const;
    Plan plan(uint32_t replication = 0, Path path = Path::automatic) const;
};

// What is wrong with the numbers of requests and replications of a point: the key, and the problem.
std::vector<std::pair<const char*, std::string>> wrong_amounts(const Point& point);

}  // namespace mdisim
