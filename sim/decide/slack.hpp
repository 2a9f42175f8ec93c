// What rules of the kind "the most accurate model that fits" weigh, for who asked to read it.
#pragma once

#include "sim/decide/views.hpp"

namespace mdisim {

// Notes slack_ms(model) of each model on offer: what would be left, so it fits where nothing lacks.
template <class Slack>
void note_slack(const SelectView& view, Slack slack_ms) {
    if (view.notes == nullptr) return;
    for (const ModelBelief& m : view.models.by_accuracy()) {
        view.notes->write(m.model, "slack, ms", slack_ms(m));
    }
}

}  // namespace mdisim
