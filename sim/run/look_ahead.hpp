// Where requests go and what would have been best for them, on the event path: asked for all
// requests of a batch at once where nothing that happens meanwhile could change the answers (in
// simple courses whose requests come from one tape), one by one elsewhere.
#pragma once

#include <vector>

#include "sim/run/course.hpp"

namespace mdisim {

class LookAhead {
  public:
    // learns: phones do, so that each request must be placed when its turn comes.
    LookAhead(Course& course, const Plan& plan, bool one_tape, bool learns)
        : course_(course),
          draws_(plan.seed, {place_draws, 0, plan.replication, 0, 0}),
          at_once_(one_tape && course.simple()),
          places_(at_once_ && !learns) {
        for (size_t c = 0; c < course.world().classes().size(); ++c) {
            bounds_.emplace_back(course.world(), course.sla_of(c));
        }
        knows_bound_ = at_once_ && bounds_[0].fixed_phone();
    }

    void begin(const RequestColumns& batch) {
        if (knows_bound_) {
            size_t counted = 0;
            while (counted < batch.size && !course_.counts(batch.first + counted)) ++counted;
            bounds_[0].count_all(course_.tally().bound, batch, counted);
        }
        if (!places_) return;
        draws_.move_to(batch.first, batch.size);
        course_.place_each(draws_, batch.size, placements_);
    }
    // Of request i of the batch.
    template <class Possibly>
    void count_bound(const Outcome& request, Possibly possible) {
        if (knows_bound_) return;
        course_.count_bound(request.index, bounds_[request.source], possible());
    }
    Placement place(size_t i, const Outcome& request, uint32_t phone, double overdue_ms) {
        return places_ ? placements_[i] : course_.place(request, phone, overdue_ms);
    }

  private:
    Course& course_;
    std::vector<Bound> bounds_;  // by class
    DrawColumn draws_;
    bool at_once_;
    bool places_;
    bool knows_bound_ = false;
    Placement placements_[column_size];
};

}  // namespace mdisim
