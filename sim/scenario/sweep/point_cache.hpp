// A cache of points and worlds of a sweep, so that points share worlds and what is derived from a
// tape for them. Safe to use from several threads.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>

#include "sim/engine/digest.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// A block is a set of points that differ in numbers of the setting only.
class PointCache {
  public:
    // The point that was kept for this block, or null.
    std::shared_ptr<const Point> in_block(size_t block);
    // Keeps a point for its block. One point is kept for each of the last 64 blocks.
    void keep(size_t block, const Point& point);
    // The world of that digest if a living point has it, else null. Requires a digest of the whole
    // description of the world.
    std::shared_ptr<const ReadyWorld> world(const Digest& digest);
    // Keeps a world for as long as a point has it. Returns it, or the one that was kept before.
    std::shared_ptr<const ReadyWorld> keep(const Digest& digest,
                                           std::shared_ptr<const ReadyWorld> made);

  private:
    std::mutex guard_;
    std::map<Digest, std::weak_ptr<const ReadyWorld>> worlds_;
    std::map<size_t, std::shared_ptr<const Point>> blocks_;
    std::deque<size_t> block_order_;
};

}  // namespace mdisim
