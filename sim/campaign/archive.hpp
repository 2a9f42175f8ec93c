// An archive of other stores, by the keys of their rows. With it, what one scenario of a command
// has computed is not computed again for the next. (Many scenarios try out the same servers, or
// share cells.)
#pragma once

#include <compare>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

// Contract: a file is added once, with the rows that it has at that time. One file is open at a
// time. Safe to use from several threads.
class Archive {
  public:
    void add(const std::string& file);
    std::optional<FinishedRun> find(const Digest& key);

  private:
    struct Entry {
        Digest key;
        size_t file;
        auto operator<=>(const Entry&) const = default;
    };
    Store& open(size_t file);

    std::mutex guard_;
    std::vector<std::string> files_;
    std::vector<Entry> entries_;  // sorted by key, then by file
    std::optional<Store> store_;
    size_t opened_ = 0;
};

}  // namespace mdisim
