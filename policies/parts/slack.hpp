// What the select policies of the kind "the most accurate model that fits" note of their choice.
#pragma once

#include "sim/decide/views.hpp"

namespace mdisim {

// Notes slack_ms(model) of each model on offer: the time that would be left over, which is negative
// if time is lacking.
template <class Slack>
void note_slack(const SelectView& view, Slack slack_ms) {
    if (view.notes == nullptr) return;
    for (const ModelBelief& m : view.models.by_accuracy()) {
        view.notes->write(m.model, "slack, ms", slack_ms(m));
    }
}

}  // namespace mdisim
