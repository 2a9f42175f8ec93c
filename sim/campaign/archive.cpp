#include "sim/campaign/archive.hpp"

#include <algorithm>
#include <exception>

#include "sim/engine/digest.hpp"

namespace mdisim {

void Archive::add(const std::string& file) {
    const std::lock_guard lock(guard_);
    if (std::find(files_.begin(), files_.end(), file) != files_.end()) return;
    const size_t number = files_.size();
    files_.push_back(file);
    const auto known = static_cast<std::ptrdiff_t>(places_.size());
    try {
        for (const Digest& key : open(number).keys()) places_.push_back({key, number});
    } catch (const std::exception&) {
        return;  // nobody can read it: then its work is done again
    }
    std::sort(places_.begin() + known, places_.end());
    std::inplace_merge(places_.begin(), places_.begin() + known, places_.end());
}

std::optional<FinishedRun> Archive::find(const Digest& key) {
    const std::lock_guard lock(guard_);
    auto place = std::lower_bound(places_.begin(), places_.end(), Place{key, 0});
    for (; place != places_.end() && place->key == key; ++place) {
        try {
            if (auto found = open(place->file).read(key)) return found;
        } catch (const std::exception&) {
            continue;  // the file is no longer there
        }
    }
    return std::nullopt;
}

// What is asked for in turn is mostly in the same one.
Store& Archive::open(size_t file) {
    if (!store_ || opened_ != file) {
        store_.reset();
        store_.emplace(Store::to_read(files_[file]));
        opened_ = file;
    }
    return *store_;
}

}  // namespace mdisim
