// What the points of one scenario share while somebody works on them. Of scenario.cpp and
// points.cpp alone.
#pragma once

#include <deque>
#include <map>
#include <mutex>

#include "sim/scenario/data_files.hpp"
#include "sim/scenario/scenario.hpp"

namespace mdisim {

inline void throw_if(std::vector<Problem>& problems) {
    if (!problems.empty()) throw UserError(distinct(std::move(problems)));
}

// Whether a path leads to what is drawn or kept of results, not to what is computed.
inline bool is_of_output(std::string_view path) {
    const std::string_view head = path.substr(0, path.find('.'));
    return head == "figures" || head == "records" || head == "labels";
}

struct Scenario::Shared {
    static constexpr size_t most_blocks = 64;

    std::mutex guard;
    Profiles profiles;
    DataFiles files;
    // Takes the numbers that are unusual while the scenario is read; null afterwards.
    std::vector<Problem>* warnings = nullptr;
    std::map<Digest, std::weak_ptr<const ReadyWorld>> worlds;
    // Points decoded lately, one of each block of points that differ in numbers only.
    std::map<size_t, std::shared_ptr<const Point>> blocks;
    std::deque<size_t> block_order;

    explicit Shared(Profiles p) : profiles(std::move(p)) {}

    std::shared_ptr<const Point> in_block(size_t block) {
        const std::lock_guard lock(guard);
        const auto at = blocks.find(block);
        return at == blocks.end() ? nullptr : at->second;
    }
    void keep(size_t block, const Point& point) {
        const std::lock_guard lock(guard);
        if (!blocks.emplace(block, std::make_shared<const Point>(point)).second) return;
        block_order.push_back(block);
        if (block_order.size() <= most_blocks) return;
        blocks.erase(block_order.front());
        block_order.pop_front();
    }
};

}  // namespace mdisim
