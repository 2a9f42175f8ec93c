// The event path: the general simulation. Events only where requests meet: a request reaching the
// servers, an execution ending, an answer somebody learns from, a controller's turn. Creation is a
// cursor over the tape.
#include "sim/engine/event_queue.hpp"
#include "sim/run/chooser.hpp"
#include "sim/run/clients/clients.hpp"
#include "sim/run/clients/phone_history.hpp"
#include "sim/run/course.hpp"
#include "sim/run/event_classes.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/look_ahead.hpp"
#include "sim/run/servers/controller.hpp"
#include "sim/run/servers/dispatcher.hpp"
#include "sim/run/servers/model_memory.hpp"
#include "sim/run/servers/occupancy.hpp"
#include "sim/run/trials/picture_trials.hpp"

namespace mdisim {
namespace {

// simple: as meets_simply() says. Nothing else is then looked at, and a request's record need not
// be cleared. The same rules, the same answers; the general one is the oracle.
template <bool simple>
class EventRun {
  public:
    EventRun(const Cell& cell, const Plan& plan)
        : world_(*cell.world),
          incoming_(world_, plan),
          course_(cell, plan),
          book_(world_.described().beliefs, world_.models(), plan.seed, plan.replication),
          limited_(world_.described().servers.has_value()),
          servers_(world_.described().servers.value_or(Servers{})),
          dispatcher_(world_),
          chooser_(world_, incoming_, course_, book_, dispatcher_),
          controller_(cell, plan),
          observer_(plan.observer),
          model_memory_(servers_, world_.models()),
          learns_(cell.policies.learns() || world_.described().beliefs.kind != BeliefKind::fixed),
          phones_(world_.described(), cell.policies.place.entry->needs.learning),
          look_ahead_(course_, plan, incoming_.from_one_tape(),
                      cell.policies.place.entry->needs.learning),
          clients_(world_, plan, course_, incoming_, in_flight_, phones_, queue_),
          starting_(Duration::from_ms(servers_.start_ms)) {
        if (!limited_) return;
        book_.offer_only(any_model, Offering::one, dispatcher_.kinds.factors(servers_.choose_at));
        if (!servers_.batching) return;
        gathering_ = Duration::from_ms(servers_.batching->max_delay_ms);
        each_further_ = servers_.batching->each_further;
    }

    CellResult run() {
        operate();
        for (;;) {
            const EventOrder created =
                incoming_.more() ? event_order(incoming_.created(), creation) : ~uint128{0};
            EventQueue<uint32_t>::Event event;
            if (queue_.pop_before(created, event)) {
                handle(event);
            } else if (incoming_.more()) {
                if (incoming_.place() == 0) look_ahead_.begin(incoming_.batch());
                const uint32_t at_servers = create();
                incoming_.pass();
                if (at_servers != no_slot) arrive_at_once(at_servers);
            } else {
                break;
            }
        }
        ensure(dispatcher_.lines.empty() && running_ == 0 && clients_.none_waits(),
               "requests were left behind");
        presence_.check();
        course_.tally_endings();
        course_.tally().fingerprint += controller_.decisions();
        return {std::move(course_.tally()), incoming_.tape()};
    }

  private:
    // Time moves on: the area under the number of requests at the servers grows.
    void move_to(Time now) {
        ensure(now >= now_, "an event from the past");
        const Time before = now_;
        now_ = now;
        const uint128 passed = static_cast<uint64_t>((now - before).ns);
        presence_.pass(passed, running_ + dispatcher_.lines.size());
        if (limited_ && counting_) {
            course_.tally().pass_cores(passed, dispatcher_.kinds.there<simple>(),
                                       dispatcher_.kinds.busy<simple>(), incoming_.more());
        }
        if (simple) return;
        if (auto& series = course_.tally().series; limited_ && series) [[unlikely]]
            series->state(before, now, dispatcher_.state(controller_.active_model()));
        incoming_.forget_before(now);
    }

    void handle(const EventQueue<uint32_t>::Event& event) {
        move_to(event.time);
        switch (event.event_class) {
            case completion:
                complete(event.payload);
                break;
            case answered:
                hear(event.payload);
                break;
            case reach:
                arrive(event.payload);
                break;
            case started:
                dispatcher_.kinds[0].cores.ready(event.payload);
                dispatch();
                break;
            case gathered:
                dispatch();
                break;
            case control:
                operate();
                break;
            case timed_out:
                clients_.time_out(now_);
                break;
            case resent:
                clients_.send_again(event.payload, now_);
                break;
            case withdrawn:
                presence_.stayed(clients_.withdraw(event.payload, dispatcher_.lines, now_));
                dispatch();
                break;
            default:
                ensure(false, "an event of no known class");
        }
        check_work();
    }
    void check_work() { ensure(!limited_ || !next_turn(), "a replica idles while requests wait"); }

    // The request's slot if it is at the servers before anything else can happen.
    uint32_t create() {
        const RequestColumns& batch = incoming_.batch();
        const size_t i = incoming_.place();
        const uint64_t index = incoming_.number();
        const uint16_t of_class = batch.of_class[i];
        move_to(batch.created[i]);
        counting_ = course_.counts(index);
        const auto possible = [&] {
            return Possible(world_, incoming_.derivation(), batch, i, course_.noise_address(index),
                            clients_.further(course_.sla_of(of_class)));
        };
        const uint32_t slot = simple ? in_flight_.take_used() : in_flight_.take();
        InFlight& flight = in_flight_[slot];
        flight.take_from<simple>(batch, i, index);
        flight.deadline = now_ + course_.sla_of(of_class);
        look_ahead_.count_bound(flight.outcome, possible);
        flight.placement = look_ahead_.place(i, flight.outcome, flight.phone,
                                             phones_.overdue_ms(flight.phone, now_));
        const bool sent =
            simple && !flight.placement.phone
                ? flight.placement.cloud
                : course_.run_on_phone(flight.outcome, flight.phone, flight.placement, possible());
        if (!sent) {
            flight.outcome.uplink = {};
            course_.finish_as<simple>(flight.outcome, flight.placement, false, false);
            in_flight_.release(slot);
            return no_slot;
        }
        if (!simple) {
            if (world_.pictures() != nullptr) flight.picture = batch.picture[i];
            phones_.sent(flight);
            clients_.ask(slot, now_);
        }
        const Time reaches = now_ + flight.outcome.ready<simple>();
        if (reaches == now_ && queue_.next() > event_order(now_, creation)) return slot;
        queue_.push(reaches, reach, slot);
        return no_slot;
    }
    void arrive_at_once(uint32_t slot) {
        arrive(slot);
        check_work();
    }

    void arrive(uint32_t slot) {
        if (!simple && clients_.turns_away(slot)) return clients_.lost(slot);
        InFlight& flight = in_flight_[slot];
        flight.reached = now_;
        controller_.arrived(now_);
        const bool chooses = servers_.choose_at == ChooseAt::arrival;
        if (chooses) flight.outcome.model = select(flight, ServerKinds::none);
        if (servers_.drop_late && is_late(flight)) return drop(slot);
        if (!limited_) return start(slot, 0);
        if ((simple || batch_size() == 1) && dispatcher_.lines.of(flight.outcome.model).empty()) {
            const size_t idle = dispatcher_.kinds.idle<simple>(flight.outcome.model);
            if (idle != ServerKinds::none) return start(slot, idle);
        }
        if (servers_.waiting_room &&
            static_cast<int64_t>(dispatcher_.lines.size()) >= *servers_.waiting_room) {
            return drop(slot);
        }
        dispatcher_.lines.push(slot, flight.outcome.model, flight.deadline);
        if (!simple) dispatch();  // who is first in line finds no idle replica, or had it above
    }

    uint16_t select(const InFlight& flight, size_t kind) {
        return chooser_.template choose<simple>(flight, kind, now_, [&] { return queue_view(); });
    }
    QueueView queue_view() const {
        return limited_ ? dispatcher_.view() : QueueView{0, static_cast<int64_t>(running_), 0};
    }

    void drop(uint32_t slot) {
        InFlight& flight = in_flight_[slot];
        Outcome& o = flight.outcome;
        if (o.model == no_model) o.model = select(flight, dispatcher_.kinds.by_speed().front());
        o.wait = now_ - flight.reached;
        presence_.stayed(o.wait);
        clients_.lost(slot);
    }
    bool is_late(const InFlight& flight) const { return now_ > flight.deadline; }

    size_t batch_size() const { return static_cast<size_t>(controller_.running().batch); }
    // Whether an idle replica still waits for a batch to fill.
    bool gathering(WaitingLine& line) { return line.size() < batch_size() && now_ < due(line); }
    Time due(WaitingLine& line) { return in_flight_[line.front()].reached + gathering_; }

    std::optional<Dispatcher::Turn> next_turn() {
        if (simple) return dispatcher_.only_turn();
        return dispatcher_.next_turn(controller_.active_model(),
                                     [&](WaitingLine& line) { return !gathering(line); });
    }

    void dispatch() {
        while (const auto turn = next_turn()) {
            const uint32_t first = next_in(*turn->line);
            uint32_t last = first;
            for (size_t n = 1; n < batch_size() && last != no_slot; ++n) {
                in_flight_[last].next = next_in(*turn->line);
                last = in_flight_[last].next;
            }
            if (first != no_slot) start(first, turn->kind);
        }
        if (gathering_.ns > 0) look_again();
    }
    // When the batches that still fill have waited long enough.
    void look_again() {
        for (WaitingLine& line : dispatcher_.lines.all()) {
            if (line.empty() || !gathering(line) || line.alarm == due(line)) continue;
            line.alarm = due(line);
            queue_.push(line.alarm, gathered, 0);
        }
    }
    // Leaves out who is too late; no_slot when there is nobody else.
    uint32_t next_in(WaitingLine& line) {
        while (!line.empty()) {
            const uint32_t slot = dispatcher_.lines.pop(line);
            if (!servers_.drop_late || !is_late(in_flight_[slot])) return slot;
            drop(slot);
        }
        return no_slot;
    }

    void start(uint32_t first, size_t kind) {
        InFlight& head = in_flight_[first];
        if (servers_.choose_at == ChooseAt::start) head.outcome.model = select(head, kind);
        if (simple) return start_alone(first);
        int64_t together = 0;
        for (uint32_t slot = first; slot != no_slot; slot = in_flight_[slot].next) ++together;
        ServersOfKind& on = dispatcher_.kinds[kind];
        head.factor = on.factor * (1 + each_further_ * static_cast<double>(together - 1));
        const Duration load = model_memory_.bring_in(head.outcome.model, now_);
        const Duration execution =
            times(course_.execution(head.outcome, head.placement, head.noise), head.factor);
        for (uint32_t slot = first; slot != no_slot; slot = in_flight_[slot].next) {
            Outcome& o = in_flight_[slot].outcome;
            o.model = head.outcome.model;
            o.wait = now_ - in_flight_[slot].reached + load;
            o.execution = execution;
            o.cold = load.ns > 0;
        }
        running_ += static_cast<uint64_t>(together);
        head.server_kind = kind;
        head.threads = on.cores.threads();
        on.cores.begin();
        queue_.push(now_ + load + execution, completion, first);
    }
    void start_alone(uint32_t slot) {
        InFlight& flight = in_flight_[slot];
        Outcome& o = flight.outcome;
        ServersOfKind& on = dispatcher_.kinds[0];
        o.wait = now_ - flight.reached;
        o.execution = times(world_.models().plain_execution(o.model, flight.noise), on.factor);
        ++running_;
        flight.threads = on.cores.threads();
        on.cores.begin();
        queue_.push(now_ + o.execution, completion, slot);
    }

    void complete(uint32_t first) {
        const InFlight& head = in_flight_[first];
        dispatcher_.kinds[simple ? 0 : head.server_kind].cores.end(head.threads);
        std::optional<Served> served;
        if (controller_.present()) {
            served = served_of(in_flight_, first, world_.described().estimator);
            served->sla_ms = course_.sla_ms_of(head.outcome.source);
        }
        if (!simple && learns_) {
            const Outcome& o = head.outcome;
            book_.learn(o.model, o.execution.ms() / head.factor, o.index);
            course_.learn({o.model, o.execution.ms(), o.uplink.ms()});
        }
        for (uint32_t slot = first; slot != no_slot;) {
            const uint32_t next = simple ? no_slot : in_flight_[slot].next;
            answer(slot);
            slot = next;
        }
        if (served && controller_.learn(*served)) ask();
        if (limited_) dispatch();
    }

    void answer(uint32_t slot) {
        InFlight& flight = in_flight_[slot];
        Outcome& o = flight.outcome;
        --running_;
        presence_.stayed(o.wait + o.execution);
        o.downlink = chooser_.template down<simple>(flight, now_);
        if (simple) {
            course_.end(o);
            return in_flight_.release(slot);
        }
        clients_.answer(slot, now_);
        if (phones_.listens() || course_.learns_of_pictures())
            queue_.push(now_ + o.downlink, answered, slot);
        else
            clients_.end(slot);
    }

    // The controller's turn; the next one is due while there is something to do.
    void operate() {
        if (!controller_.present()) return;
        ask();
        const Duration period = controller_.period();
        if (period.ns > 0 && (incoming_.more() || !clients_.none_waits())) {
            queue_.push(now_ + period, control, 0);
        }
    }
    void ask() {
        if (!controller_.ask(now_, queue_view(), book_.beliefs())) return;
        if (observer_ != nullptr) observer_->activated({now_, controller_.active_model()});
        const Operation& next = controller_.running();
        const int64_t more = dispatcher_.kinds.arrange(next.on);
        if (more > 0) queue_.push(now_ + starting_, started, static_cast<uint32_t>(more));
        book_.offer_only(next.model, next.offers, dispatcher_.kinds.factors(servers_.choose_at));
        dispatch();
    }

    void hear(uint32_t slot) {
        const InFlight& flight = in_flight_[slot];
        const Outcome& o = flight.outcome;
        phones_.heard(flight);
        if (phones_.learns() && clients_.is_first(slot)) {
            course_.place_policy(flight.phone)
                .learn({o.uplink.ms(), o.downlink.ms(), now_ <= flight.deadline,
                        (now_ - o.created).ms()});
        }
        if (course_.learns_of_pictures() && o.shrunk != Shrunk::none) {
            course_.preprocess_policy(flight.phone).learn(measured_of(world_, flight.picture, o));
        }
        clients_.end(slot);
    }

    const ReadyWorld& world_;
    Incoming incoming_;
    Course course_;
    BeliefBook book_;
    bool limited_;
    Servers servers_;
    Dispatcher dispatcher_;
    Chooser chooser_;
    Controller controller_;
    Observer* observer_;
    ModelMemory model_memory_;
    bool learns_;
    PhoneHistory phones_;
    EventQueue<uint32_t> queue_;
    RequestsInFlight in_flight_;
    LookAhead look_ahead_;
    Clients clients_;

    Duration starting_;
    Duration gathering_;
    double each_further_ = 1;
    uint64_t running_ = 0;  // requests
    bool counting_ = false;
    Time now_;
    Occupancy presence_;
};

}  // namespace

CellResult simulate_events(const Cell& cell, const Plan& plan) {
    if (meets_simply(cell, plan)) return std::make_unique<EventRun<true>>(cell, plan)->run();
    return std::make_unique<EventRun<false>>(cell, plan)->run();
}

}  // namespace mdisim
