// What was made for points of a sweep and may serve others: worlds, and with them what is derived
// from a tape. Safe from several threads.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>

#include "sim/engine/digest.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// A block is the points that differ in numbers of the setting only.
class PointCache {
  public:
    // A point of this block that was kept lately, or null.
    std::shared_ptr<const Point> in_block(size_t block);
    // Keeps a point for its block, one a block; of all blocks the last 64.
    void keep(size_t block, const Point& point);
    // The world of that digest if a point that is still about has it, else null. Requires a digest
    // of everything that the world's description says.
    std::shared_ptr<const ReadyWorld> world(const Digest& digest);
    // Keeps a world for as long as a point has it, and gives it; or the one kept before.
    std::shared_ptr<const ReadyWorld> keep(const Digest& digest,
                                           std::shared_ptr<const ReadyWorld> made);

  private:
    std::mutex guard_;
    std::map<Digest, std::weak_ptr<const ReadyWorld>> worlds_;
    std::map<size_t, std::shared_ptr<const Point>> blocks_;
    std::deque<size_t> block_order_;
};

}  // namespace mdisim
