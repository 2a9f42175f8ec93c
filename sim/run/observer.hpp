// Watches some requests of one run: what policies were shown, what they noted and chose, what
// happened, and the bound. A request that is not watched costs one comparison with null.
#pragma once

#include <span>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/measure/outcome.hpp"

namespace mdisim {

// The most accurate answer that could have met the deadline with no waiting. `answer` is none if
// there is no such answer.
struct Best {
    Answer answer = Answer::none;
    uint16_t model = no_model;        // index in the cloud's pool, or in the phone's
    uint16_t phone_model = no_model;  // the phone's model where two answers are combined
};

// A copy of what a select policy was shown of a request.
struct SelectSnapshot {
    double sla_ms = 0;
    double uplink_ms = 0;
    double network_ms = 0;
    double waited_ms = 0;  // not 0 only if models are chosen when requests begin to run
    QueueView queue;
    std::vector<ModelBelief> beliefs;  // the most accurate first

    double budget_ms() const { return sla_ms - network_ms - waited_ms; }
};

struct Record {
    bool ended = false;  // false if the run ended before the request was created
    Outcome outcome;
    uint32_t phone = 0;  // the phone that made the request
    Placement placement;
    Best best;
    Duration best_at;    // from creation to the answer `best`
    bool asked = false;  // whether a select policy was asked; if not, `shown` is empty
    SelectSnapshot shown;
    std::vector<Outcome> attempts;  // of a client that may send again, in the order they ended
    Notebook place_notes;
    Notebook select_notes;
};

// A change of the servers' active model. From `from` on they offer that model alone, or all models
// if it is no_model.
struct Activation {
    Time from;
    uint16_t model = no_model;
};

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
