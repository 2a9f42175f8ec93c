// The notes of select policies that take the most accurate model that fits.
#pragma once

#include "sim/decide/views.hpp"

namespace mdisim {

// Writes slack_ms(model) of each model on offer into the notebook, if there is one: the time that
// would be left, negative if the model takes too long.
template <class Slack>
void note_slack(const SelectView& view, Slack slack_ms) {
    if (view.notes == nullptr) return;
    for (const ModelBelief& m : view.models.by_accuracy()) {
        view.notes->write(m.model, "slack, ms", slack_ms(m));
    }
}

}  // namespace mdisim
