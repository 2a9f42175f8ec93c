// Asks the select policy on the event path: about a request that has reached the servers or, with
// `"choose_at": "start"`, about one whose turn to run has come.
#pragma once

#include <cstdint>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/servers/dispatcher.hpp"
#include "sim/run/servers/server_kinds.hpp"
#include "sim/world/models/beliefs.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// simple: the form is Form::line.
class Chooser {
  public:
    Chooser(const ReadyWorld& world, const ReadySite& site, Incoming& incoming, CellRun& run,
            BeliefBook& book, const Dispatcher& dispatcher)
        : world_(world),
          site_(site),
          incoming_(incoming),
          run_(run),
          book_(book),
          dispatcher_(dispatcher) {}

    // kind: the kind of servers that will run the request, ServerKinds::none if not yet known.
    template <bool simple, class Queue>
    [[gnu::always_inline]] uint16_t choose(const InFlight& flight, size_t kind, Time now,
                                           Queue queue) {
        book_.measure_cold(flight.outcome.index);
        if (!simple && run_.forced_model(flight.placement) != no_model)
            return run_.forced_model(flight.placement);
        const Offer& offer = book_.offer(kind == ServerKinds::none ? 0 : kind);
        if (simple && offer.by_accuracy().size() == 1) return offer.fastest().model;  // no choice
        return ask<simple>(flight, kind, now, offer, queue());
    }

    // Time on the way back of an answer that leaves the servers at `leaves`.
    template <bool simple>
    Duration down(const InFlight& flight, Time leaves) {
        if (simple || world_.network().timeless()) return flight.down;
        if (world_.downlink_is_known() && flight.outcome.attempts == 1) return flight.down;
        return down_later(flight, leaves);
    }

  private:
    // Time on the way back over a network that changes with time.
    [[gnu::noinline]] Duration down_later(const InFlight& flight, Time leaves) {
        const Duration back = flight.trip.back;
        return back + incoming_.paths(flight.outcome.source)
                          .down(flight.phone, leaves + back, flight.network,
                                world_.classes().down_bits(flight.outcome.source));
    }

    template <bool simple>
    [[gnu::noinline]] uint16_t ask(const InFlight& flight, size_t kind, Time now,
                                   const Offer& offer, const QueueView& queue) {
        const Outcome& o = flight.outcome;
        NetworkEstimate estimate =
            memoryless_estimate(world_.described().estimator, o.uplink, down<simple>(flight, now));
        if (!simple && flight.has_past) estimate.network_ms = flight.past_ms;
        const Duration waited = now - flight.reached;
        const Duration sla = run_.settlement.sla_of(o);
        const SelectView view{sla.ms() - (o.ready<simple>() - o.uplink).ms(),
                              estimate.uplink_ms,
                              estimate.network_ms,
                              offer,
                              queue,
                              nullptr,
                              waited.ms()};
        return run_.deciders.select(o, site_, sla, view, [&](uint16_t model) {
            return finish<simple>(flight, kind, model, waited);
        });
    }

    // Time from creation to the answer if `model` began to run the request now.
    template <bool simple>
    Duration finish(const InFlight& flight, size_t kind, uint16_t model, Duration waited) {
        Outcome outcome = flight.outcome;
        outcome.model = model;
        const double factor = kind == ServerKinds::none ? dispatcher_.kinds.least_factor(model)
                                                        : dispatcher_.kinds[kind].factor;
        const Duration there =
            outcome.ready() + waited +
            times(run_.execution(outcome, flight.placement, flight.noise), factor);
        return there + down<simple>(flight, outcome.created + there);
    }

    const ReadyWorld& world_;
    const ReadySite& site_;
    Incoming& incoming_;
    CellRun& run_;
    BeliefBook& book_;
    const Dispatcher& dispatcher_;
};

}  // namespace mdisim
