// What an observer of a run writes down of single requests, and of what the servers offered.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
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
    bool asked = false;  // with notebooks: whether a select policy was asked, so `shown` is set
    SelectSnapshot shown;
    std::vector<Outcome> attempts;  // of a client that may send again, in the order they ended
    Notebook place_notes;
    Notebook route_notes;
    Notebook select_notes;
};

// A change of the servers' active model. From `from` on they offer that model alone, or all models
// if it is no_model.
struct Activation {
    Time from;
    uint16_t model = no_model;
};

}  // namespace mdisim
