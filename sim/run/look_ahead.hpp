// Placements and bounds on the event path. Both are computed for all requests of a batch at once if
// no event in between could change them (simple runs whose requests come from one tape), else
// request by request.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/views.hpp"
#include "sim/engine/columns.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/record.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/simulation.hpp"

namespace mdisim {

class LookAhead {
  public:
    // learns: the place policy learns, so each request is placed when it is created.
    LookAhead(CellRun& run, const Plan& plan, bool one_tape, bool learns)
        : run_(run),
          draws_(plan.seed, {draws_of(Decision::place), 0, plan.replication, 0, 0}),
          at_once_(one_tape && run.simple),
          places_(at_once_ && !learns) {
        for (size_t c = 0; c < run.settlement.classes(); ++c) {
            bounds_.emplace_back(run.world, c, run.settlement.sla_of(c));
        }
        knows_bound_ = at_once_ && bounds_[0].fixed_phone();
    }

    void begin(const RequestColumns& batch) {
        if (knows_bound_) {
            size_t counted = 0;
            while (counted < batch.size && !run_.settlement.counts(batch.first + counted))
                ++counted;
            bounds_[0].count_all(run_.settlement.tally().bound, batch, counted);
        }
        if (!places_) return;
        draws_.move_to(batch.first, batch.size);
        run_.deciders.place_each(draws_, batch.size, run_.settlement.sla_of(0), placements_);
    }
    // Counts the bound of a request unless begin() has counted its batch; possible() makes the
    // request's Possible.
    template <class Possibly>
    void count_bound(const Outcome& request, Possibly possible) {
        if (knows_bound_) return;
        if (request.own_deadline.ns >= 0) [[unlikely]]
            return count(request.index, Bound(run_.world, request.source, request.own_deadline),
                         possible());
        count(request.index, bounds_[request.source], possible());
    }
    Placement place(size_t i, const Outcome& request, uint32_t phone, double overdue_ms) {
        return places_ ? placements_[i] : run_.place(request, phone, overdue_ms);
    }

  private:
    void count(uint64_t index, const Bound& bound, const Possible& request) {
        const bool counts = run_.settlement.counts(index);
        const bool watched = run_.watch.watches(index);
        if (!counts && !watched) return;
        const Best best = bound.best(request);
        if (counts) Bound::count(run_.settlement.tally_of(index).bound, best);
        if (watched) [[unlikely]]
            run_.watch.best(index, best, bound.arrival(best, request));
    }

    CellRun& run_;
    std::vector<Bound> bounds_;  // by class
    DrawColumn draws_;
    bool at_once_;
    bool places_;
    bool knows_bound_ = false;
    Placement placements_[column_size];
};

}  // namespace mdisim
