// The front of a split model, which runs on the phone before a request is sent: the first layers of
// a model, or a small model that answers some requests itself (an early exit).
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
    std::optional<std::string> model;  // the cloud's model that goes on; absent: any may
    double cloud_share = 1;            // share of the cloud model's time that is left to do
    std::optional<double> sent_kb;     // replaces the payload's size
    double exit_share = 0;
    double exit_accuracy = 0;
    std::optional<double> loading{};  // of its hardness (sim/world/correctness.hpp)
};

const Object& describe(Tag<Front>);

// The models that answer when a front exits. In the phone's pool they follow its own models.
std::vector<Model> as_models(const std::vector<Front>& fronts);

// A front made ready to be run. It takes the time of `phone_model` in the phone's pool.
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
