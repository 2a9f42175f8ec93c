// What an observer of a run writes down of single requests, and of what the servers offered.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
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

}  // namespace mdisim
