// The event path: the general simulation. Events only where requests meet: a request reaching the
// servers, an execution ending, an answer somebody learns from. Creation is a cursor over the tape.
#include <map>

#include "sim/engine/event_queue.hpp"
#include "sim/world/course.hpp"

namespace mdisim {
namespace {

// At one instant: what ends comes before what begins.
enum EventClass : unsigned { completion = 0, answered = 1, reach = 8, creation = 9 };

struct InFlight {
    Outcome outcome;
    Placement placement;
    Time reached;
    double noise = 0;
    uint32_t phone = 0;
    NetworkDraws network;
    Duration down;       // where it does not depend on when it starts
    double past_ms = 0;  // the phone's own estimate, stamped when it sent
    bool has_past = false;
};

class EventRun {
  public:
    EventRun(const Cell& cell, const Plan& plan)
        : plan_(plan),
          world_(*cell.world),
          tape_(plan.seed, plan.replication, plan.requests),
          course_(cell, plan),
          derivation_(world_, tape_),
          bound_(world_, cell.sla),
          book_(world_.described().beliefs, world_.models(), plan.seed, plan.replication),
          limited_(world_.described().servers.has_value()),
          servers_(world_.described().servers.value_or(Servers{})),
          line_(servers_.queue),
          remembers_(!memoryless(world_.described().estimator.kind)),
          learns_(cell.policies.learns() || world_.described().beliefs.kind != BeliefKind::fixed),
          phones_learn_(cell.policies.place.entry->needs.learning),
          past_(remembers_ ? static_cast<size_t>(world_.described().phones) : 0),
          unanswered_(phones_learn_ ? static_cast<size_t>(world_.described().phones) : 0) {}

    CellResult run() {
        bool more = next_batch();
        for (;;) {
            const EventOrder created =
                more ? event_order(batch_.created[cursor_], creation) : ~uint128{0};
            if (queue_.next() < created) {
                handle(queue_.pop());
            } else if (more) {
                create();
                more = ++cursor_ < batch_.size || next_batch();
            } else {
                break;
            }
        }
        ensure(line_.empty() && busy_ == 0 && in_flight_ == 0, "requests were left behind");
        ensure(area_ == stays_, "Little's law does not hold on the path");
        return {std::move(course_.tally()), tape_digest(world_, tape_)};
    }

  private:
    bool next_batch() {
        cursor_ = 0;
        if (!tape_.advance()) return false;
        derivation_.next(tape_, batch_);
        return true;
    }

    uint32_t take_slot() {
        ++in_flight_;
        if (!free_.empty()) {
            const uint32_t slot = free_.back();
            free_.pop_back();
            return slot;
        }
        if (flights_.size() >> 24 != 0) throw OutOfRange("more than 2^24 requests in flight");
        flights_.emplace_back();
        return static_cast<uint32_t>(flights_.size() - 1);
    }
    void release(uint32_t slot) {
        --in_flight_;
        free_.push_back(slot);
    }

    // Time moves on: the area under the number of requests at the servers grows.
    void move_to(Time now) {
        ensure(now >= now_, "an event from the past");
        area_ += static_cast<uint128>(static_cast<uint64_t>((now - now_).ns)) *
                 static_cast<uint64_t>(busy_ + static_cast<int64_t>(line_.size()));
        now_ = now;
        derivation_.paths().forget_before(now);
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
            default:
                ensure(false, "an event of no known class");
        }
        ensure(!limited_ || line_.empty() || busy_ == servers_.replicas,
               "a replica idles while requests wait");
    }

    void create() {
        const size_t i = cursor_;
        const uint64_t index = batch_.first + i;
        move_to(batch_.created[i]);
        if (index >= plan_.warm_up) count_bound(i, index);

        const uint32_t slot = take_slot();
        InFlight& flight = flights_[slot];
        flight = {};
        flight.phone = batch_.phone[i];
        flight.placement = course_.place(index, flight.phone, overdue_ms(flight.phone));
        flight.outcome.index = index;
        flight.outcome.created = batch_.created[i];
        flight.outcome.uplink = batch_.up[i];
        if (!course_.run_on_phone(flight.outcome, flight.placement, possible(i, index))) {
            flight.outcome.uplink = {};
            course_.finish(flight.outcome, flight.placement, false, false);
            release(slot);
            return;
        }
        flight.noise = batch_.noise[i];
        flight.network = batch_.network[i];
        flight.down = batch_.down[i];
        if (remembers_) stamp(flight);
        if (phones_learn_) unanswered_[flight.phone].emplace(index, now_ + course_.sla());
        queue_.push(now_ + flight.outcome.prepare + flight.outcome.uplink, reach, slot);
    }

    Possible possible(size_t i, uint64_t index) {
        return {world_, derivation_, batch_, i, course_.noise_address(index)};
    }

    double overdue_ms(uint32_t phone) const {
        if (!phones_learn_ || unanswered_[phone].empty()) return 0;
        const Time deadline = unanswered_[phone].begin()->second;
        return now_ > deadline ? (now_ - deadline).ms() : 0;
    }

    void stamp(InFlight& flight) {
        const auto past = past_[flight.phone].estimate_ms(world_.described().estimator.kind);
        flight.has_past = past.has_value();
        flight.past_ms = past.value_or(0);
    }

    Duration down(const InFlight& flight, Time leaves) {
        if (world_.network().timeless()) return flight.down;
        return derivation_.paths().down(flight.phone, leaves, flight.network);
    }

    void count_bound(size_t i, uint64_t index) {
        bound_.count(course_.tally().bound, possible(i, index));
    }

    void arrive(uint32_t slot) {
        InFlight& flight = flights_[slot];
        flight.reached = now_;
        flight.outcome.model = select(flight);
        if (servers_.drop_late && is_late(flight.outcome)) {
            drop(slot);
        } else if (!limited_ || busy_ < servers_.replicas) {
            start(slot);
        } else if (servers_.waiting_room &&
                   static_cast<int64_t>(line_.size()) >= *servers_.waiting_room) {
            drop(slot);
        } else {
            line_.push(slot, flight.outcome.created + course_.sla());
        }
    }

    uint16_t select(const InFlight& flight) {
        const Estimator& estimator = world_.described().estimator;
        const Outcome& o = flight.outcome;
        book_.measure_cold(o.index);
        if (course_.forced_model(flight.placement) != no_model) {
            return course_.forced_model(flight.placement);
        }
        NetworkSight sight = memoryless_sight(estimator, o.uplink, down(flight, now_));
        if (flight.has_past) sight.network_ms = flight.past_ms;
        const SelectView view{
            course_.sla_ms() - o.prepare.ms(),
            sight.uplink_ms,
            sight.network_ms,
            book_.offer(),
            {limited_ ? servers_.replicas : 0, busy_, static_cast<int64_t>(line_.size())},
            nullptr};
        Draw draw = course_.select_draw(o.index);
        return course_.choose(view, draw, [&](uint16_t model) {
            Outcome run = o;
            run.model = model;
            const Duration there =
                o.prepare + o.uplink + course_.execution(run, flight.placement, flight.noise);
            return there + down(flight, o.created + there);
        });
    }

    void start(uint32_t slot) {
        Outcome& o = flights_[slot].outcome;
        o.wait = now_ - flights_[slot].reached;
        o.execution = course_.execution(o, flights_[slot].placement, flights_[slot].noise);
        ++busy_;
        queue_.push(now_ + o.execution, completion, slot);
    }

    void drop(uint32_t slot) {
        Outcome& o = flights_[slot].outcome;
        o.wait = now_ - flights_[slot].reached;
        stays_ += static_cast<uint64_t>(o.wait.ns);
        if (phones_learn_) unanswered_[flights_[slot].phone].erase(o.index);
        course_.finish(o, flights_[slot].placement, true, false);
        release(slot);
    }

    void complete(uint32_t slot) {
        InFlight& flight = flights_[slot];
        Outcome& o = flight.outcome;
        --busy_;
        stays_ += static_cast<uint64_t>((o.wait + o.execution).ns);
        o.downlink = down(flight, now_);
        if (learns_) {
            book_.learn(o.model, o.execution.ms(), o.index);
            course_.select().learn({o.model, o.execution.ms(), o.uplink.ms()});
        }
        course_.finish(o, flight.placement, true, true);
        if (remembers_ || phones_learn_)
            queue_.push(now_ + o.downlink, answered, slot);
        else
            release(slot);
        if (limited_) serve_next();
    }

    bool is_late(const Outcome& o) const { return now_ > o.created + course_.sla(); }

    void serve_next() {
        while (!line_.empty() && busy_ < servers_.replicas) {
            const uint32_t slot = line_.pop();
            const Outcome& o = flights_[slot].outcome;
            if (servers_.drop_late && now_ > o.created + course_.sla())
                drop(slot);
            else
                start(slot);
        }
    }

    // The answer has reached the phone: now it knows how long its network took.
    void hear(uint32_t slot) {
        const InFlight& flight = flights_[slot];
        const Outcome& o = flight.outcome;
        const Estimator& estimator = world_.described().estimator;
        if (remembers_) {
            past_[flight.phone].learn(estimator.kind, estimator.alpha, o.uplink, o.downlink);
        }
        if (phones_learn_) {
            unanswered_[flight.phone].erase(o.index);
            course_.place_policy(flight.phone)
                .learn({o.uplink.ms(), o.downlink.ms(), now_ <= o.created + course_.sla()});
        }
        release(slot);
    }

    Plan plan_;
    const ReadyWorld& world_;
    Tape tape_;
    Course course_;
    Derivation derivation_;
    Bound bound_;
    BeliefBook book_;
    bool limited_;
    Servers servers_;
    WaitingLine line_;
    bool remembers_;
    bool learns_;
    bool phones_learn_;  // place policies do
    std::vector<PastNetwork> past_;
    // By phone: the requests it waits for, oldest first, and their deadlines.
    std::vector<std::map<uint64_t, Time>> unanswered_;

    RequestColumns batch_{};
    size_t cursor_ = 0;
    EventQueue<uint32_t> queue_;
    std::vector<InFlight> flights_;
    std::vector<uint32_t> free_;
    int64_t busy_ = 0;
    int64_t in_flight_ = 0;
    Time now_;
    uint128 area_ = 0;   // integral of the number at the servers
    uint128 stays_ = 0;  // sum of the times spent there: the same, says Little
};

}  // namespace

CellResult simulate_events(const Cell& cell, const Plan& plan) {
    return std::make_unique<EventRun>(cell, plan)->run();
}

}  // namespace mdisim
