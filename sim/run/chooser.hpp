// Asks the select policy, on the event path: what it is shown of a request that has reached the
// servers, or, where models are chosen when requests begin to run, of one whose turn has come.
#pragma once

#include "sim/run/course.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/servers/dispatcher.hpp"
#include "sim/world/models/beliefs.hpp"

namespace mdisim {

// simple: as in meets_simply().
class Chooser {
  public:
    Chooser(const ReadyWorld& world, Incoming& incoming, Course& course, BeliefBook& book,
            const Dispatcher& dispatcher)
        : world_(world),
          incoming_(incoming),
          course_(course),
          book_(book),
          dispatcher_(dispatcher) {}

    // By the kind of servers that is going to run it; ServerKinds::none where that is not known
    // yet.
    template <bool simple, class Queue>
    uint16_t choose(const InFlight& flight, size_t kind, Time now, Queue queue) {
        book_.measure_cold(flight.outcome.index);
        if (!simple && course_.forced_model(flight.placement) != no_model)
            return course_.forced_model(flight.placement);
        const Offer& offer = book_.offer(kind == ServerKinds::none ? 0 : kind);
        if (simple && offer.by_accuracy().size() == 1) return offer.fastest().model;  // no choice
        return ask<simple>(flight, kind, now, offer, queue());
    }

    // Time on its way back, if the answer leaves the servers then.
    template <bool simple>
    Duration down(const InFlight& flight, Time leaves) {
        if (simple || world_.network().timeless()) return flight.down;
        return incoming_.paths().down(flight.phone, leaves, flight.network,
                                      world_.classes().down_bits(flight.outcome.source));
    }

  private:
    template <bool simple>
    [[gnu::noinline]] uint16_t ask(const InFlight& flight, size_t kind, Time now,
                                   const Offer& offer, const QueueView& queue) {
        const Outcome& o = flight.outcome;
        NetworkSight sight =
            memoryless_sight(world_.described().estimator, o.uplink, down<simple>(flight, now));
        if (!simple && flight.has_past) sight.network_ms = flight.past_ms;
        const Duration waited = now - flight.reached;
        const SelectView view{course_.sla_ms_of(o.source) - (o.ready<simple>() - o.uplink).ms(),
                              sight.uplink_ms,
                              sight.network_ms,
                              offer,
                              queue,
                              nullptr,
                              waited.ms()};
        Draw draw = course_.select_draw(o.index, o.attempts - 1);
        return course_.choose(o.index, course_.sla_of(o.source), view, draw, [&](uint16_t model) {
            return finish<simple>(flight, kind, model, waited);
        });
    }

    // From creation, if that model began to run it now.
    template <bool simple>
    Duration finish(const InFlight& flight, size_t kind, uint16_t model, Duration waited) {
        Outcome run = flight.outcome;
        run.model = model;
        const double factor = kind == ServerKinds::none ? dispatcher_.kinds.least_factor(model)
                                                        : dispatcher_.kinds[kind].factor;
        const Duration there =
            run.ready() + waited +
            times(course_.execution(run, flight.placement, flight.noise), factor);
        return there + down<simple>(flight, run.created + there);
    }

    const ReadyWorld& world_;
    Incoming& incoming_;
    Course& course_;
    BeliefBook& book_;
    const Dispatcher& dispatcher_;
};

}  // namespace mdisim
