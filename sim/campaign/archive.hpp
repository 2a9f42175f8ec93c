// What other stores hold, by key: work that one scenario of a call has done is not done again for
// the next one. The same server is tried out for many of them, the same cell drawn in two figures.
#pragma once

#include <compare>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign/store.hpp"
#include "sim/engine/digest.hpp"

namespace mdisim {

// Contract: each file counts once, with the rows that it has when it is added; one is open at a
// time. Safe to use from several threads.
class Archive {
  public:
    void add(const std::string& file);
    std::optional<FinishedRun> find(const Digest& key);

  private:
    struct Place {
        Digest key;
        size_t file;
        auto operator<=>(const Place&) const = default;
    };
    Store& open(size_t file);

    std::mutex guard_;
    std::vector<std::string> files_;
    std::vector<Place> places_;  // sorted
    std::optional<Store> store_;
    size_t opened_ = 0;
};

}  // namespace mdisim
