// Passes what happens in a run on to its observer, if it has one. A request that is not watched
// costs one comparison with null.
#pragma once

#include <cstdint>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/record.hpp"

namespace mdisim {

class Watch {
  public:
    explicit Watch(Observer* observer) : observer_(observer) {}

    bool watches(uint64_t index) const { return observer_ != nullptr && observer_->watches(index); }
    bool watches_nothing() const { return observer_ == nullptr; }

    // The functions below require that the request is watched. Those that return a notebook return
    // null where the observer wants no notes.
    Notebook* asks_place(uint64_t index, uint32_t phone) const {
        Record& record = observer_->record(index);
        record.phone = phone;
        return observer_->with_notes() ? &record.place_notes : nullptr;
    }
    Notebook* asks_route(uint64_t index) const {
        return observer_->with_notes() ? &observer_->record(index).route_notes : nullptr;
    }
    Notebook* asks_preprocess(uint64_t index) const {
        return observer_->with_notes() ? &observer_->record(index).place_notes : nullptr;
    }
    Notebook* asks_select(uint64_t index, const SelectView& view) const;
    void best(uint64_t index, const Best& best, Duration at) const;
    void attempt(const Outcome& outcome) const {
        observer_->record(outcome.index).attempts.push_back(outcome);
    }
    void end(const Outcome& outcome, const Placement& placement) const;

  private:
    Observer* observer_;
};

}  // namespace mdisim
