#include "sim/campaign/archive.hpp"

#include <algorithm>

namespace mdisim {

void Archive::add(const std::string& file) {
    const std::lock_guard lock(guard_);
    if (std::find(files_.begin(), files_.end(), file) != files_.end()) return;
    files_.push_back(file);
    stores_.push_back(Store::to_read(file));
    const size_t known = places_.size();
    for (const Digest& key : stores_.back().keys()) places_.push_back({key, stores_.size() - 1});
    const auto fresh = places_.begin() + static_cast<std::ptrdiff_t>(known);
    std::sort(fresh, places_.end());
    std::inplace_merge(places_.begin(), fresh, places_.end());
}

std::optional<FinishedRun> Archive::find(const Digest& key) {
    const std::lock_guard lock(guard_);
    const auto place = std::lower_bound(places_.begin(), places_.end(), Place{key, 0});
    if (place == places_.end() || place->key != key) return std::nullopt;
    return stores_[place->store].read(key);
}

}  // namespace mdisim
