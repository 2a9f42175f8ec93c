// The event path, which is the general simulation. Only what can affect other requests is an event,
// such as the arrival of a request at the servers, the end of an execution, an answer from which a
// policy learns, or the turn of a control policy. Requests are created by a cursor over the tape,
// without events.
#include <cstdint>
#include <memory>
#include <optional>

#include "sim/decide/decisions.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/capacity/capacity_bound.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/clients/clients.hpp"
#include "sim/run/clients/late_copies.hpp"
#include "sim/run/clients/phone_history.hpp"
#include "sim/run/event_classes.hpp"
#include "sim/run/form.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/look_ahead.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/router.hpp"
#include "sim/run/servers/service.hpp"
#include "sim/run/servers/services.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/trials/picture_trials.hpp"
#include "sim/world/world.hpp"

namespace mdisim {
namespace {

// `simple` says that the form is Form::line. Features that this form excludes are then not looked
// at, and the record of a request need not be cleared. Both values of `simple` give the same
// results, which tests compare.
template <bool simple>
class EventRun {
  public:
    EventRun(const Cell& cell, const Plan& plan)
        : world_(*cell.world),
          incoming_(world_, plan),
          run_(cell, plan),
          phones_(world_, cell.policies[Decision::place].needs().learning),
          look_ahead_(run_, plan, incoming_.from_one_tape(),
                      cell.policies[Decision::place].needs().learning),
          copies_(run_, queue_),
          router_(run_, plan),
          clients_(world_, plan, run_, incoming_, in_flight_, phones_, copies_, router_, queue_),
          sites_(world_, cell, plan, run_, incoming_, in_flight_, queue_, phones_, clients_) {}

    CellResult run() {
        sites_[0].operate();
        for (;;) {
            const EventOrder created =
                incoming_.more() ? event_order(incoming_.created(), creation) : ~uint128{0};
            EventQueue::Event event;
            if (queue_.pop_before(created, event)) {
                handle(event);
            } else if (incoming_.more()) {
                if (incoming_.cursor() == 0) look_ahead_.begin(incoming_.batch());
                const uint32_t at_servers = create();
                incoming_.pass();
                if (at_servers != no_slot) {
                    site_of(at_servers).arrive(at_servers);
                    sites_.check_work();
                }
            } else {
                break;
            }
        }
        sites_.check_end();
        ensure(clients_.none_waits() && copies_.none_left(), "clients were left waiting");
        run_.settlement.settle_answered();
        run_.settlement.tally().fingerprint += sites_[0].decisions();
        return {run_.settlement.finished(), incoming_.tape()};
    }

  private:
    // The servers to which the request in this slot was sent.
    Service<simple>& site_of(uint32_t slot) { return sites_.of(in_flight_, slot); }

    void handle(const EventQueue::Event& event) {
        sites_.move_to(event.time, counting_);
        switch (event.event_class) {
            case completion:
                site_of(event.subject).complete(event.subject);
                break;
            case answer_heard:
                hear(event.subject);
                break;
            case reach:
                site_of(event.subject).arrive(event.subject);
                break;
            case phone_free:
                begun(copies_.free(event.subject, event.time));
                break;
            case copy_due:
                begun(copies_.due(event.subject, event.time));
                break;
            case replicas_started:
                sites_[0].add_replicas(event.subject);
                break;
            case batch_waited:
                sites_[event.subject].dispatch();
                break;
            case control_turn:
                sites_[0].operate();
                break;
            case attempt_timed_out:
                clients_.time_out(event.time);
                break;
            case resend:
                clients_.send_again(event.subject, event.time);
                break;
            case withdrawal:
                site_of(event.subject).withdraw(event.subject);
                break;
            default:
                ensure(false, "an event of no known class");
        }
        sites_.check_work();
    }

    // Creates the next request. Returns the slot of the request if it reaches the servers before
    // any other event, else no_slot.
    [[gnu::always_inline]] uint32_t create() {
        const RequestColumns& batch = incoming_.batch();
        const size_t i = incoming_.cursor();
        const uint64_t index = incoming_.number();
        sites_.move_to(batch.created[i], counting_);
        counting_ = run_.settlement.counts(index);
        const uint32_t slot = simple ? in_flight_.take_used() : in_flight_.take();
        InFlight& flight = in_flight_[slot];
        flight.take_from<simple>(batch, i, index);
        if (!simple && world_.log() != nullptr) [[unlikely]]
            incoming_.derivation().add_terms(batch, i, flight.outcome);
        const Duration sla = simple ? run_.settlement.sla_of(flight.outcome.source)
                                    : run_.settlement.sla_of(flight.outcome);
        const auto possible = [&] {
            Possible request(world_, incoming_.derivation(), batch, i, run_.addresses.noise(index),
                             clients_.further(sla));
            if (!simple && router_.present()) [[unlikely]]
                router_.open(request, incoming_.address());
            return request;
        };
        flight.deadline = sites_.now() + sla;
        look_ahead_.count_bound(flight.outcome, possible);
        flight.placement = look_ahead_.place(i, flight.outcome, flight.phone,
                                             phones_.overdue_ms(flight.phone, sites_.now()));
        const bool sent =
            simple && !flight.placement.phone
                ? flight.placement.cloud
                : run_.run_on_phone(flight.outcome, flight.phone, flight.placement, possible());
        if (!sent) {
            flight.outcome.uplink = {};
            run_.settlement.template finish<simple>(flight.outcome, flight.placement,
                                                    Fate::not_sent);
            in_flight_.release(slot);
            return no_slot;
        }
        if (!simple) {
            if (world_.pictures() != nullptr) flight.picture = batch.picture[i];
            router_.send(flight, incoming_.address(), sites_.now() + flight.outcome.prepare);
            phones_.sent(flight);
            if (flight.placement.copy_is_late()) [[unlikely]]
                flight.copy = copies_.expect(flight.outcome, flight.phone, flight.placement,
                                             possible().phone_run(flight.placement.phone_model));
            clients_.ask(slot, sites_.now());
        }
        const Time reaches = sites_.now() + flight.outcome.ready<simple>();
        if (reaches == sites_.now() && queue_.next() > event_order(sites_.now(), creation))
            return slot;
        queue_.push(reaches, reach, slot);
        return no_slot;
    }

    void begun(const std::optional<LateCopies::Begun>& copy) {
        if (copy) clients_.settled(copy->client, copy->answer);
    }

    void hear(uint32_t slot) {
        const InFlight& flight = in_flight_[slot];
        const Outcome& o = flight.outcome;
        phones_.heard(flight);
        if (phones_.learns() && clients_.is_first(slot)) {
            run_.deciders.learn(
                flight.phone, Heard{o.uplink.ms(), o.downlink.ms(), sites_.now() <= flight.deadline,
                                    (sites_.now() - o.created).ms()});
        }
        if (run_.deciders.route_learns()) {
            run_.deciders.learn(flight.phone,
                                HeardFrom{o.site, (o.uplink + o.downlink).ms(), o.wait.ms(),
                                          o.execution.ms(), sites_.now() <= flight.deadline});
        }
        if (run_.deciders.preprocess_learns() && o.shrunk != Shrunk::none) {
            run_.deciders.learn(flight.phone, measured_of(world_, flight.picture, o));
        }
        clients_.end(slot);
    }

    const ReadyWorld& world_;
    Incoming incoming_;
    CellRun run_;
    PhoneHistory phones_;
    EventQueue queue_;
    RequestsInFlight in_flight_;
    LookAhead look_ahead_;
    LateCopies copies_;
    Router router_;
    Clients clients_;
    Services<simple> sites_;
    bool counting_ = false;  // whether warm-up is over
};

}  // namespace

CellResult simulate_events(const Cell& cell, const Plan& plan) {
    CellResult result = form_of(cell, plan) == Form::line
                            ? std::make_unique<EventRun<true>>(cell, plan)->run()
                            : std::make_unique<EventRun<false>>(cell, plan)->run();
    if (cell.world->described().capacity_bound) [[unlikely]]
        result.tally.bound.capacity = capacity_of(cell, plan);
    return result;
}

}  // namespace mdisim
