#include "sim/run/observer.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "sim/describe/check.hpp"
#include "sim/engine/random.hpp"
#include "sim/run/record.hpp"
#include "sim/world/purposes.hpp"

namespace mdisim {

Observer::Observer(std::vector<uint64_t> requests, bool with_notes)
    : requests_(std::move(requests)), records_(requests_.size()), with_notes_(with_notes) {
    ensure(std::is_sorted(requests_.begin(), requests_.end()), "requests to watch out of order");
}

bool Observer::watches(uint64_t index) const {
    return std::binary_search(requests_.begin(), requests_.end(), index);
}

Record& Observer::record(uint64_t index) {
    const auto at = std::lower_bound(requests_.begin(), requests_.end(), index);
    ensure(at != requests_.end() && *at == index, "a record of a request that is not watched");
    return records_[static_cast<size_t>(at - requests_.begin())];
}

std::vector<uint64_t> first_requests(uint64_t first, uint64_t end, uint64_t count) {
    std::vector<uint64_t> requests;
    for (uint64_t i = first; i < end && requests.size() < count; ++i) requests.push_back(i);
    return requests;
}

// Samples by Floyd's algorithm, which needs one draw for each request that is taken.
std::vector<uint64_t> sampled_requests(uint64_t first, uint64_t end, uint64_t count, uint64_t seed,
                                       uint32_t replication) {
    const uint64_t all = end > first ? end - first : 0;
    if (count >= all) return first_requests(first, end, all);
    std::set<uint64_t> taken;
    for (uint64_t last = all - count; last < all; ++last) {
        const Lanes lanes = random_lanes(seed, {record_draws, 0, replication, 0, last});
        const double scaled = uniform_of(lanes.lane[0]) * static_cast<double>(last + 1);
        const auto drawn = static_cast<uint64_t>(scaled);
        taken.insert(first + (taken.contains(first + drawn) ? last : drawn));
    }
    return {taken.begin(), taken.end()};
}

}  // namespace mdisim
