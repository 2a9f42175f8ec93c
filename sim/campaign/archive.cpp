#include "sim/campaign/archive.hpp"

#include <algorithm>
#include <exception>

#include "sim/describe/words.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

void Archive::add(const std::string& file) {
    const std::lock_guard lock(guard_);
    if (contains(files_, file)) return;
    const size_t number = files_.size();
    files_.push_back(file);
    const auto known = static_cast<std::ptrdiff_t>(entries_.size());
    try {
        for (const Digest& key : open(number).keys()) entries_.push_back({key, number});
    } catch (const std::exception&) {
        return;  // an unreadable store counts as empty, so its work is done again
    }
    std::sort(entries_.begin() + known, entries_.end());
    std::inplace_merge(entries_.begin(), entries_.begin() + known, entries_.end());
}

std::optional<FinishedRun> Archive::find(const Digest& key) {
    const std::lock_guard lock(guard_);
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), Entry{key, 0});
    for (; entry != entries_.end() && entry->key == key; ++entry) {
        try {
            if (auto found = open(entry->file).read(key)) return found;
        } catch (const std::exception&) {
            continue;  // the file is no longer there
        }
    }
    return std::nullopt;
}

// The file that was opened last stays open, since successive keys are mostly in one file.
Store& Archive::open(size_t file) {
    if (!store_ || opened_ != file) {
        store_.reset();
        store_.emplace(Store::to_read(files_[file]));
        opened_ = file;
    }
    return *store_;
}

}  // namespace mdisim
