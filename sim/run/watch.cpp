#include "sim/run/watch.hpp"

#include <cstdint>
#include <span>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/record.hpp"

namespace mdisim {

Notebook* Watch::asks_select(uint64_t index, const SelectView& view) const {
    if (!observer_->with_notes()) return nullptr;
    Record& record = observer_->record(index);
    const std::span<const ModelBelief> beliefs = view.models.by_accuracy();
    record.asked = true;
    record.shown = {view.sla_ms,    view.uplink_ms, view.network_ms,
                    view.waited_ms, view.queue,     {beliefs.begin(), beliefs.end()}};
    return &record.select_notes;
}

void Watch::best(uint64_t index, const Best& best, Duration at) const {
    Record& record = observer_->record(index);
    record.best = best;
    record.best_at = at;
}

void Watch::end(const Outcome& outcome, const Placement& placement) const {
    Record& record = observer_->record(outcome.index);
    record.ended = true;
    record.outcome = outcome;
    record.placement = placement;
}

}  // namespace mdisim
