// What a phone computes of a request before it sends it: the first layers of a split model, or a
// small model in front that answers some requests itself (an early exit).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/describe/field.hpp"
#include "sim/engine/time.hpp"
#include "sim/world/models/models.hpp"

namespace mdisim {

struct Front {
    std::string name;
    double mean_ms = 0;
    double sd_ms = 0;
    std::optional<std::string> model;  // the cloud's, that goes on; absent: any may
    double cloud_share = 1;            // of the cloud model's time that is left to do
    std::optional<double> sent_kb;     // instead of the payload's
    double exit_share = 0;
    double exit_accuracy = 0;
};

const Object& describe(Tag<Front>);

// Fronts are kept behind a phone's own models, as models that answer when they exit.
std::vector<Model> as_models(const std::vector<Front>& fronts);

// Made ready to be run; its time is that of its model in the phone's pool.
struct ReadyFront {
    uint16_t phone_model = 0;
    uint16_t cloud_model = 0xFFFF;  // no_model: any
    double cloud_share = 1;
    double exit_share = 0;
    int64_t sent_bytes = 0;
    int64_t sending_pj = 0;

    Duration left_of(Duration execution) const {
        return Duration{round_to_integer(cloud_share * static_cast<double>(execution.ns))};
    }
};

}  // namespace mdisim
