// The servers at work: requests reach them, wait, run alone or in batches, and leave; and the
// control policy has its turns.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/decide/control.hpp"
#include "sim/decide/views.hpp"
#include "sim/describe/check.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/chooser.hpp"
#include "sim/run/clients/clients.hpp"
#include "sim/run/clients/phone_history.hpp"
#include "sim/run/event_classes.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/observer.hpp"
#include "sim/run/servers/batches.hpp"
#include "sim/run/servers/containers.hpp"
#include "sim/run/servers/controller.hpp"
#include "sim/run/servers/dispatcher.hpp"
#include "sim/run/servers/lines.hpp"
#include "sim/run/servers/model_memory.hpp"
#include "sim/run/servers/occupancy.hpp"
#include "sim/run/servers/pruning.hpp"
#include "sim/run/servers/server_kinds.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/models/beliefs.hpp"
#include "sim/world/servers.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// simple: the form is Form::line, and features that it excludes are not looked at. Both values of
// `simple` give the same answers; tests compare them.
template <bool simple>
class Service {
  public:
    // site: its index in the world.
    Service(uint16_t site, const Cell& cell, const Plan& plan, CellRun& run, Incoming& incoming,
            RequestsInFlight& requests, EventQueue& queue, PhoneHistory& phones, Clients& clients)
        : world_(*cell.world),
          number_(site),
          first_kind_(kinds_before(world_.sites(), site)),
          site_(world_.sites()[site]),
          run_(run),
          incoming_(incoming),
          requests_(requests),
          queue_(queue),
          clients_(clients),
          limited_(site_.described().servers.has_value()),
          servers_(site_.described().servers.value_or(Servers{})),
          dispatcher_(world_, site_),
          book_(world_.described().beliefs, world_.models(), site_.which(), plan.seed,
                plan.replication),
          chooser_(world_, site_, incoming, run, book_, dispatcher_),
          controller_(cell, plan, site_),
          observer_(plan.observer),
          model_memory_(servers_, world_.models()),
          learns_(cell.policies.learns() || world_.described().beliefs.kind != BeliefKind::fixed),
          answers_are_heard_(phones.listens() || run.deciders.preprocess_learns() ||
                             run.deciders.route_learns()),
          batches_(servers_),
          containers_(servers_),
          pruning_(servers_, world_.models()),
          starting_(Duration::from_ms(servers_.start_ms)) {
        if (!limited_) return;
        book_.offer_only(any_model, Offering::one, dispatcher_.kinds.factors(servers_.choose_at));
    }

    Time now() const { return now_; }
    // Moves on to `now`. counting: whether warm-up is over.
    [[gnu::always_inline]] void move_to(Time now, bool counting) {
        ensure(now >= now_, "an event from the past");
        const Time before = now_;
        now_ = now;
        const uint128 passed = static_cast<uint64_t>((now - before).ns);
        presence_.pass(passed, running_ + dispatcher_.lines.size());
        if (limited_ && counting) {
            Tally& tally =
                simple ? run_.settlement.tally() : run_.settlement.tally_of(incoming_.number() - 1);
            tally.pass_cores(passed, dispatcher_.kinds.there<simple>(),
                             dispatcher_.kinds.busy<simple>(), incoming_.more());
            if (!simple && incoming_.more()) dispatcher_.kinds.pass(passed, first_kind_, tally);
            if (!simple && !tally.sites.empty()) [[unlikely]]
                tally.sites[number_].pass_cores(passed, dispatcher_.kinds.there(),
                                                dispatcher_.kinds.busy(), incoming_.more());
        }
        if (simple) return;
        if (auto& series = run_.settlement.tally().series; limited_ && series) [[unlikely]]
            series->state(before, now, dispatcher_.state(controller_.active_model()));
        incoming_.forget_before(now);
    }
    void check_work() { ensure(!limited_ || !next_turn(), "a replica idles while requests wait"); }
    // Requires that the run is over.
    void check_end() const {
        ensure(dispatcher_.lines.empty() && running_ == 0, "requests were left behind");
        presence_.check();
    }
    const Digest& decisions() const { return controller_.decisions(); }

    // A request has reached the servers.
    void arrive(uint32_t slot);

    // A batch, the first request of which is in slot `first`, has been executed.
    [[gnu::always_inline]] void complete(uint32_t first);

    // Lets idle replicas begin to run waiting requests.
    void dispatch() {
        while (const auto turn = next_turn()) {
            const uint32_t first = next_in(*turn->line, turn->kind);
            uint32_t last = first;
            for (size_t n = 1; n < batch_size() && last != no_slot; ++n) {
                requests_[last].next = next_in(*turn->line, turn->kind);
                last = requests_[last].next;
            }
            if (first != no_slot) start(first, turn->kind);
        }
        if (batches_.wait()) look_again();
    }
    // Cores that the controller asked for have started.
    void add_replicas(int64_t number) {
        dispatcher_.kinds[0].cores.ready(number);
        dispatch();
    }
    // The servers learn that an attempt is not wanted any more.
    void withdraw(uint32_t slot) {
        presence_.stayed(clients_.withdraw(slot, dispatcher_.lines, now_));
        dispatch();
    }
    // Asks the controller, and queues its next turn while there are requests.
    void operate() {
        if (!controller_.present()) return;
        ask();
        const Duration period = controller_.period();
        if (period.ns > 0 && (incoming_.more() || !clients_.none_waits())) {
            queue_.push(now_ + period, control_turn, 0);
        }
    }

  private:
    [[gnu::always_inline]] uint16_t select(const InFlight& flight, size_t kind) {
        if (!simple) book_.learn_labels(now_);
        return chooser_.template choose<simple>(flight, kind, now_, [&] { return queue_view(); });
    }
    QueueView queue_view() const {
        return limited_ ? dispatcher_.view() : QueueView{0, static_cast<int64_t>(running_), 0};
    }

    void drop(uint32_t slot) {
        InFlight& flight = requests_[slot];
        Outcome& o = flight.outcome;
        if (o.model == no_model) o.model = select(flight, dispatcher_.kinds.by_speed().front());
        o.wait = now_ - flight.reached;
        presence_.stayed(o.wait);
        clients_.lost(slot);
    }

    // Whether a request that would run now on servers of this kind is dropped instead.
    bool pruned(uint32_t slot, size_t kind) const {
        return pruning_.present() &&
               pruning_.drops(requests_[slot], now_, controller_.active_model(),
                              dispatcher_.kinds[kind].factor);
    }

    size_t batch_size() const { return static_cast<size_t>(controller_.running().batch); }
    // Whether a replica still waits for this line to grow.
    bool fills(WaitingLine& line) const {
        return batches_.fills(line, requests_, batch_size(), now_);
    }

    std::optional<Dispatcher::Turn> next_turn() {
        if (simple) return dispatcher_.only_turn();
        return dispatcher_.next_turn(controller_.active_model(),
                                     [&](WaitingLine& line) { return !fills(line); });
    }

    // Queues a dispatch for the time at which batches that still grow have waited long enough.
    void look_again() {
        for (WaitingLine& line : dispatcher_.lines.all()) {
            if (line.empty() || !fills(line)) continue;
            const Time due = batches_.due(line, requests_);
            if (line.alarm != due) queue_.push(due, batch_waited, number_);
            line.alarm = due;
        }
    }
    // Takes the next request of a line for a server of this kind, and drops those before it that
    // are pruned. Returns no_slot if there is none.
    uint32_t next_in(WaitingLine& line, size_t kind) {
        while (!line.empty()) {
            const uint32_t slot = dispatcher_.lines.pop(line);
            if (!pruned(slot, kind)) return slot;
            drop(slot);
        }
        return no_slot;
    }

    [[gnu::always_inline]] void start(uint32_t first, size_t kind) {
        InFlight& head = requests_[first];
        Outcome& o = head.outcome;
        if (servers_.choose_at == ChooseAt::start) o.model = select(head, kind);
        if (!simple) return start_together(first, kind);
        ServersOfKind& on = dispatcher_.kinds[0];
        o.wait = now_ - head.reached;
        o.execution = times(world_.models().plain_execution(o.model, head.noise), on.factor);
        ++running_;
        head.threads = on.cores.threads();
        on.cores.begin();
        queue_.push(now_ + o.execution, completion, first);
    }
    // Starts a batch, the first request of which is in slot `first`.
    void start_together(uint32_t first, size_t kind);

    void answer(uint32_t slot) {
        InFlight& flight = requests_[slot];
        Outcome& o = flight.outcome;
        --running_;
        presence_.stayed(o.wait + o.execution);
        o.downlink = chooser_.template down<simple>(flight, now_);
        if (simple) {
            run_.settlement.answered(o);
            return requests_.release(slot);
        }
        if (book_.learns_accuracies()) [[unlikely]] {
            const ReadyCorrectness& correctness = *world_.correctness();
            if (const auto right = correctness.label(run_.addresses.noise(o.index), o.model))
                book_.expect_label(o.model, *right, now_ + correctness.label_delay());
        }
        clients_.answer(slot, now_);
        if (answers_are_heard_)
            queue_.push(now_ + o.downlink, answer_heard, slot);
        else
            clients_.end(slot);
    }

    void ask() {
        if (!simple) book_.learn_labels(now_);
        if (!controller_.ask(now_, queue_view(), book_.beliefs(), model_memory_.view())) return;
        if (observer_ != nullptr) observer_->activated({now_, controller_.active_model()});
        const Operation& next = controller_.running();
        const int64_t more = dispatcher_.kinds.arrange(next.on);
        if (more > 0) queue_.push(now_ + starting_, replicas_started, static_cast<uint32_t>(more));
        book_.offer_only(next.model, next.offers, dispatcher_.kinds.factors(servers_.choose_at));
        if (!simple && containers_.present()) [[unlikely]]
            containers_.change(
                now_,
                [&](uint32_t slot) {
                    return dispatcher_.kinds.runs_active(requests_[slot].server_kind,
                                                         controller_.active_model());
                },
                [&](uint32_t slot, Time end) { queue_.push(end, completion, slot); });
        dispatch();
    }

    const ReadyWorld& world_;
    uint16_t number_;  // the index of the site
    size_t first_kind_;
    const ReadySite& site_;
    CellRun& run_;
    Incoming& incoming_;
    RequestsInFlight& requests_;
    EventQueue& queue_;
    Clients& clients_;
    bool limited_;
    Servers servers_;
    Dispatcher dispatcher_;
    BeliefBook book_;
    Chooser chooser_;
    Controller controller_;
    Observer* observer_;
    ModelMemory model_memory_;
    bool learns_;
    bool answers_are_heard_;
    Batches batches_;
    Containers containers_;
    Pruning pruning_;
    Duration starting_;     // time until a further replica has started
    uint64_t running_ = 0;  // number of requests that run
    Time now_;
    Occupancy presence_;
};

template <bool simple>
void Service<simple>::arrive(uint32_t slot) {
    if (!simple && clients_.turns_away(slot)) return clients_.lost(slot);
    InFlight& flight = requests_[slot];
    flight.reached = now_;
    controller_.arrived(now_);
    const bool chooses = servers_.choose_at == ChooseAt::arrival;
    if (chooses) flight.outcome.model = select(flight, ServerKinds::none);
    if (pruning_.drops(flight, now_)) return drop(slot);
    if (!limited_) return start(slot, 0);
    if ((simple || batch_size() == 1) && dispatcher_.lines.of(flight.outcome.model).empty()) {
        const size_t idle = dispatcher_.kinds.idle<simple>(flight.outcome.model);
        if (idle != ServerKinds::none) return pruned(slot, idle) ? drop(slot) : start(slot, idle);
    }
    if (servers_.waiting_room &&
        static_cast<int64_t>(dispatcher_.lines.size()) >= *servers_.waiting_room) {
        return drop(slot);
    }
    dispatcher_.lines.push(slot, flight.outcome.model, flight.deadline);
    if (!simple) dispatch();  // in the form `line`, no replica is idle here
}

template <bool simple>
inline void Service<simple>::complete(uint32_t first) {
    if (!simple && containers_.present()) [[unlikely]] {
        if (!containers_.ends(first, now_)) return;
        containers_.end(first, now_, requests_);
    }
    const InFlight& head = requests_[first];
    dispatcher_.kinds[simple ? 0 : head.server_kind].cores.end(head.threads);
    std::optional<Served> served;
    if (controller_.present()) {
        served = served_of(requests_, first, world_.described().estimator);
        served->sla_ms = run_.settlement.sla_of(head.outcome).ms();
    }
    if (!simple && learns_) {
        const Outcome& o = head.outcome;
        book_.learn(o.model, o.execution.ms() / head.factor, o.index);
        run_.deciders.learn(number_, Measured{o.model, o.execution.ms(), o.uplink.ms()});
    }
    for (uint32_t slot = first; slot != no_slot;) {
        const uint32_t next = simple ? no_slot : requests_[slot].next;
        answer(slot);
        slot = next;
    }
    if (served && controller_.learn(*served)) ask();
    if (limited_) dispatch();
}

template <bool simple>
void Service<simple>::start_together(uint32_t first, size_t kind) {
    InFlight& head = requests_[first];
    int64_t together = 0;
    for (uint32_t slot = first; slot != no_slot; slot = requests_[slot].next) ++together;
    ServersOfKind& on = dispatcher_.kinds[kind];
    head.factor = on.factor * batches_.factor(together);
    const Duration load = model_memory_.bring_in(head.outcome.model, now_);
    const Duration execution =
        times(run_.execution(head.outcome, head.placement, head.noise), head.factor);
    const bool from_log = run_.is_recorded(head.outcome);
    for (uint32_t slot = first; slot != no_slot; slot = requests_[slot].next) {
        Outcome& o = requests_[slot].outcome;
        o.from_log = from_log;
        o.model = head.outcome.model;
        o.wait = now_ - requests_[slot].reached + load;
        o.execution = execution;
        o.cold = load.ns > 0;
    }
    running_ += static_cast<uint64_t>(together);
    head.server_kind = kind;
    head.threads = on.cores.threads();
    on.cores.begin();
    Time end = now_ + load + execution;
    if (containers_.present()) [[unlikely]]
        end = containers_.begin(first, now_, execution,
                                dispatcher_.kinds.runs_active(kind, controller_.active_model()));
    queue_.push(end, completion, first);
}

}  // namespace mdisim
