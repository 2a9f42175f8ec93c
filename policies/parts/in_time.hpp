// Model-Switching's Algorithm 1: the most accurate model that is in time.
#pragma once

#include <cstdint>
#include <span>

#include "sim/decide/views.hpp"

namespace mdisim {

// The most accurate model for which may(model) is true and p99_ms(model) is at most the deadline;
// if there is none, of those that may the one with the least p99_ms, of equals the fastest.
// Requires that one may.
template <class May, class P99>
uint16_t most_accurate_in_time(std::span<const ModelBelief> models, double deadline_ms, May may,
                               P99 p99_ms) {
    const ModelBelief* chosen = nullptr;
    const ModelBelief* least = nullptr;
    double least_ms = 0;
    for (const ModelBelief& m : models) {
        if (!may(m.model)) continue;
        const double ms = p99_ms(m.model);
        const bool fits = ms <= deadline_ms;
        if (fits && (chosen == nullptr || m.accuracy > chosen->accuracy)) chosen = &m;
        if (least == nullptr || ms < least_ms || (ms == least_ms && m.mu_ms < least->mu_ms)) {
            least = &m;
            least_ms = ms;
        }
    }
    return (chosen != nullptr ? chosen : least)->model;
}

}  // namespace mdisim
