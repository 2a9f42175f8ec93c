// Watches some requests of one run: what policies were shown, what they noted and chose, what
// happened, and the bound. A request that is not watched costs one comparison with null.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/measure/outcome.hpp"
#include "sim/run/record.hpp"

namespace mdisim {

// Contract: an Observer is given to one run in its plan, and read when the run has ended. Watching
// changes nothing in the run. Beliefs and notes are kept only `with_notes`.
class Observer {
  public:
    // requests: indices, in rising order.
    explicit Observer(std::vector<uint64_t> requests, bool with_notes = false);

    bool watches(uint64_t index) const;
    // Requires watches(index).
    Record& record(uint64_t index);
    bool with_notes() const { return with_notes_; }
    void activated(const Activation& a) { activations_.push_back(a); }
    // The records of all watched requests, in the order of their indices.
    std::span<const Record> records() const { return records_; }
    std::vector<Record> take() { return std::move(records_); }
    // The active models that a control policy decided on, up to the end of the run.
    std::vector<Activation> take_activations() { return std::move(activations_); }

  private:
    std::vector<uint64_t> requests_;
    std::vector<Record> records_;
    std::vector<Activation> activations_;
    bool with_notes_;
};

// The first `count` indices of [first, end), or all if there are fewer.
std::vector<uint64_t> first_requests(uint64_t first, uint64_t end, uint64_t count);
// `count` indices of [first, end), or all if there are fewer; every set of them is equally likely.
// They are drawn by address, so they are the same for every policy.
std::vector<uint64_t> sampled_requests(uint64_t first, uint64_t end, uint64_t count, uint64_t seed,
                                       uint32_t replication);

}  // namespace mdisim
