#include "sim/campaign/watch.hpp"

#include "sim/run/form.hpp"

namespace mdisim {

Watcher::Watcher(Store* store)
    : own_(store == nullptr ? std::optional(Store::in_memory()) : std::nullopt),
      tables_(store == nullptr ? *own_ : *store) {}

Watched Watcher::watch(const CellCursor& at, const std::vector<uint64_t>& requests,
                       bool with_notes) {
    if (requests.empty()) return {};
    Cell cell = at.cell();
    tables_.equip(cell, at.point());
    Plan plan = at.plan(Path::events);
    // Where no request can touch another, those after the last that is watched need not be made.
    const bool apart = form_of(cell, at.plan(Path::automatic)) == Form::columns;
    if (apart) plan.requests = requests.back() + 1;
    Observer observer(requests, with_notes);
    plan.observer = &observer;
    simulate({&cell, 1}, plan);
    Watched watched{observer.take(), observer.take_activations()};
    std::erase_if(watched.records, [](const Record& record) { return !record.ended; });
    return watched;
}

}  // namespace mdisim
