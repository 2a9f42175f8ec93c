// Watches some requests of one run: what was seen, weighed and chosen, what happened, and what
// would have been best. Those that nobody watches cost a comparison with null.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/measure/outcome.hpp"
#include "sim/run/record.hpp"

namespace mdisim {

// Contract: given to one run in its plan, and read when the run has ended. Watching changes nothing
// of what happens. Beliefs and notes are kept only `with_notes`.
class Observer {
  public:
    // The requests by index, in rising order.
    explicit Observer(std::vector<uint64_t> requests, bool with_notes = false);

    bool watches(uint64_t index) const;
    Record& record(uint64_t index);  // of a request that is watched
    bool with_notes() const { return with_notes_; }
    void activated(const Activation& a) { activations_.push_back(a); }
    // Of those watched, in the order of their indices.
    std::span<const Record> records() const { return records_; }
    std::vector<Record> take() { return std::move(records_); }
    // What a control policy decided, as long as the run went.
    std::vector<Activation> take_activations() { return std::move(activations_); }

  private:
    std::vector<uint64_t> requests_;
    std::vector<Record> records_;
    std::vector<Activation> activations_;
    bool with_notes_;
};

// The first so many requests from `first` on.
std::vector<uint64_t> first_requests(uint64_t first, uint64_t end, uint64_t count);
// So many requests of [first, end), each set as likely as any other: drawn by address, so the same
// for every policy. All of them when there are no more.
std::vector<uint64_t> sampled_requests(uint64_t first, uint64_t end, uint64_t count, uint64_t seed,
                                       uint32_t replication);

}  // namespace mdisim
