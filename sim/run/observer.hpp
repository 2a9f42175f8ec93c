// Watches some requests of one run: what was seen, weighed and chosen, what happened, and what
// would have been best. Those that nobody watches cost a comparison with null.
#pragma once

#include <span>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/measure/outcome.hpp"

namespace mdisim {

// The most accurate answer that could have met the deadline with no waiting; none when none could.
struct Best {
    Answer answer = Answer::none;
    uint16_t model = no_model;        // of the cloud's, or of the phone's
    uint16_t phone_model = no_model;  // of two combined, the phone's
};

// What a select policy was shown of a request.
struct Sight {
    double sla_ms = 0;
    double uplink_ms = 0;
    double network_ms = 0;
    double waited_ms = 0;  // where it is asked when its turn to run has come
    QueueView queue;
    std::vector<ModelBelief> beliefs;  // the most accurate first

    double budget_ms() const { return sla_ms - network_ms - waited_ms; }
};

struct Record {
    bool ended = false;  // false of a request that never came
    Outcome outcome;
    uint32_t phone = 0;  // whose request it is
    Placement placement;
    Best best;
    Duration best_at;    // from creation to that answer
    bool asked = false;  // a select policy was; else `sight` is empty
    Sight sight;
    std::vector<Outcome> attempts;  // of a client that may send again, as they ended
    Notebook place_notes;
    Notebook select_notes;
};

// A model that the servers offer alone from then on; no_model: they offer all.
struct Activation {
    Time from;
    uint16_t model = no_model;
};

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
