#include "sim/scenario/sweep/point_cache.hpp"

#include <memory>

#include "sim/engine/digest.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

std::shared_ptr<const Point> PointCache::in_block(size_t block) {
    const std::lock_guard lock(guard_);
    const auto at = blocks_.find(block);
    return at == blocks_.end() ? nullptr : at->second;
}

void PointCache::keep(size_t block, const Point& point) {
    constexpr size_t most = 64;
    const std::lock_guard lock(guard_);
    if (!blocks_.emplace(block, std::make_shared<const Point>(point)).second) return;
    block_order_.push_back(block);
    if (block_order_.size() <= most) return;
    blocks_.erase(block_order_.front());
    block_order_.pop_front();
}

std::shared_ptr<const ReadyWorld> PointCache::world(const Digest& digest) {
    const std::lock_guard lock(guard_);
    const auto at = worlds_.find(digest);
    return at == worlds_.end() ? nullptr : at->second.lock();
}

std::shared_ptr<const ReadyWorld> PointCache::keep(const Digest& digest,
                                                   std::shared_ptr<const ReadyWorld> made) {
    constexpr size_t many = 1024;
    const std::lock_guard lock(guard_);
    if (worlds_.size() > many) {
        std::erase_if(worlds_, [](const auto& entry) { return entry.second.expired(); });
    }
    if (auto known = worlds_[digest].lock()) return known;
    worlds_[digest] = made;
    return made;
}

}  // namespace mdisim
