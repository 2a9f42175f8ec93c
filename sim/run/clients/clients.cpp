#include "sim/run/clients/clients.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "sim/describe/check.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/clients/further_attempts.hpp"
#include "sim/run/event_classes.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

Clients::Clients(const ReadyWorld& world, const Plan& plan, CellRun& run, Incoming& incoming,
                 RequestsInFlight& in_flight, PhoneHistory& phones, LateCopies& copies,
                 Router& router, EventQueue& queue)
    : world_(world),
      run_(run),
      incoming_(incoming),
      in_flight_(in_flight),
      phones_(phones),
      copies_(copies),
      router_(router),
      queue_(queue),
      budget_(world.described().retries ? world.described().retries->budget : std::nullopt,
              world.phones().count()) {
    const std::optional<Retries>& retries = world.described().retries;
    if (!retries) return;
    draws_.emplace(world, plan.seed, plan.replication);
    timeout_ = Duration::from_ms(retries->timeout_ms);
    most_ = static_cast<uint32_t>(retries->most);
    cancel_ = retries->cancel;
    hedges_ = retries->hedges;
}

std::span<const Attempt> Clients::attempts_before(Duration sla) {
    list_attempts_before(sla, *world_.described().retries, *draws_, incoming_, further_);
    return further_;
}

void Clients::ask_for_long(uint32_t slot, Time now) {
    const InFlight& flight = in_flight_[slot];
    const uint32_t number = clients_.take();
    Client& client = clients_[number];
    client.address = incoming_.address();
    client.asked = client.counts = flight.outcome;
    client.placement = flight.placement;
    client.deadline = flight.deadline;
    client.phone = flight.phone;
    budget_.asked(client.phone);
    client.copy = flight.copy;
    if (client.copy != no_copy)
        copies_.belongs_to(client.copy, number);
    else if (flight.placement.phone)
        client.settled = now + run_.settlement.latency_of(flight.outcome);
    sent(number, slot, now);
}

void Clients::send(uint32_t number, Time now) {
    Client& client = clients_[number];
    const uint32_t slot = in_flight_.take();
    InFlight& flight = in_flight_[slot];
    flight.outcome = client.asked;
    flight.outcome.attempts = client.sent + 1;
    flight.outcome.earlier = now - client.asked.created;
    flight.placement = client.placement;
    flight.deadline = client.deadline;
    flight.phone = client.phone;
    flight.network = draws_->network(client.address, client.sent);
    flight.noise = draws_->noise(client.address, client.sent);
    const ReadyClasses& classes = world_.classes();
    const uint32_t of_class = client.asked.source;
    NetworkPaths& paths = incoming_.paths(of_class);
    const int64_t own = client.asked.own_bytes;
    const int64_t bytes = own >= 0 ? own : classes.up_bytes(of_class);
    flight.outcome.uplink = paths.up(flight.phone, now, flight.network, bytes);
    if (world_.network().timeless()) {
        flight.down = paths.down(flight.phone, now, flight.network, classes.down_bits(of_class));
    }
    router_.send(flight, client.address, now);
    client.asked.site = flight.outcome.site;
    phones_.sent(flight);
    queue_.push(now + flight.outcome.uplink, reach, slot);
    sent(number, slot, now);
}

void Clients::sent(uint32_t number, uint32_t slot, Time now) {
    Client& client = clients_[number];
    if (attempts_.size() <= slot) attempts_.resize(slot + 1);
    attempts_[slot] = {};
    attempts_[slot].client = number;
    attempts_[slot].older = client.newest;
    client.newest = slot;
    ++client.left;
    if (client.sent++ < most_) set_time_out(number, now);
    if (cancel_ && client.settled != Time::max()) call_off(slot, client.settled);
}

void Clients::set_time_out(uint32_t client, Time now) {
    ++clients_[client].left;
    time_outs_.push_back({now + timeout_, client});
    if (!front_is_due_) await_front();
}

// Queues an event for the first time-out that will find its request not settled. Time-outs before
// that one are removed, since they would do nothing.
void Clients::await_front() {
    front_is_due_ = false;
    while (!time_outs_.empty() && !front_is_due_) {
        const TimeOut next = time_outs_.front();
        front_is_due_ = clients_[next.client].settled > next.due;
        if (front_is_due_) {
            queue_.push(next.due, attempt_timed_out, 0);
        } else {
            time_outs_.pop_front();
            done(next.client);
        }
    }
}

void Clients::time_out(Time now) {
    ensure(!time_outs_.empty() && time_outs_.front().due == now, "a time-out out of turn");
    const uint32_t number = time_outs_.front().client;
    time_outs_.pop_front();
    const Client& client = clients_[number];
    if (client.settled > now && budget_.take(client.phone)) {
        if (cancel_ && !hedges_ && client.newest != no_slot) call_off(client.newest, now);
        const Duration pause = draws_->pause(client.address, client.sent);
        if (pause.ns > 0)
            queue_.push(now + pause, resend, number);
        else
            send_again(number, now);
    } else {
        done(number);
    }
    await_front();
}

void Clients::send_again(uint32_t number, Time now) {
    if (clients_[number].settled > now) send(number, now);
    done(number);
}

void Clients::call_off(uint32_t slot, Time now) {
    AttemptState& attempt = attempts_[slot];
    if (attempt.over || attempt.called_off <= now) return;
    attempt.called_off = now;
    ++attempt.messages;
    const InFlight& flight = in_flight_[slot];
    const Duration message =
        incoming_.paths(flight.outcome.source).up(flight.phone, now, flight.network, 0) +
        flight.trip.out;
    queue_.push(now + message, withdrawal, slot);
}

Duration Clients::withdraw(uint32_t slot, Lines& lines, Time now) {
    AttemptState& attempt = attempts_[slot];
    attempt.withdrawn = true;
    --attempt.messages;
    if (attempt.over) {
        end_attempt(slot);
        return {};
    }
    if (!lines.remove(slot)) return {};
    InFlight& flight = in_flight_[slot];
    const Duration waited = flight.outcome.wait = now - flight.reached;
    lost(slot);
    return waited;
}

void Clients::count(Client& client, const Outcome& outcome) {
    client.waited += outcome.wait;
    if (run_.watch.watches(outcome.index)) [[unlikely]]
        run_.watch.attempt(outcome);
}

void Clients::count_lost(uint32_t slot) {
    const Outcome& outcome = in_flight_[slot].outcome;
    Client& client = clients_[attempts_[slot].client];
    count(client, outcome);
    if (client.heard == Time::max() && outcome.attempts >= client.counts.attempts) {
        client.counts = outcome;
    }
    end_attempt(slot);
}

void Clients::count_answer(uint32_t slot, Time now) {
    Outcome& outcome = in_flight_[slot].outcome;
    Client& client = clients_[attempts_[slot].client];
    outcome.executed = true;
    count(client, outcome);
    ++client.executed;
    const Time at = now + outcome.downlink;
    if (at < client.heard) {
        client.heard = at;
        client.counts = outcome;
    }
    if (client.copy != no_copy) copies_.answered(client.copy, outcome, at);
    settled(attempts_[slot].client, at, slot);
}

void Clients::settled(uint32_t number, Time at, uint32_t but_for) {
    Client& client = clients_[number];
    client.settled = std::min(client.settled, at);
    if (!cancel_) return;
    for (uint32_t other = client.newest; other != no_slot; other = attempts_[other].older) {
        if (other != but_for) call_off(other, client.settled);
    }
}

// The servers are done with the attempt. Its slot is kept while messages about it are under way.
void Clients::end_attempt(uint32_t slot) {
    attempts_[slot].over = true;
    if (attempts_[slot].messages > 0) return;
    const uint32_t number = attempts_[slot].client;
    uint32_t* link = &clients_[number].newest;
    while (*link != slot) link = &attempts_[*link].older;
    *link = attempts_[slot].older;
    in_flight_.release(slot);
    done(number);
}

void Clients::done(uint32_t number) {
    Client& client = clients_[number];
    if (--client.left > 0) return;
    Outcome& outcome = client.counts;
    const bool returned = client.heard != Time::max();
    if (outcome.model == no_model) outcome.wait = {};
    outcome.attempts = client.sent;
    outcome.others_wait = client.waited - outcome.wait;
    outcome.others_executed = client.executed - (returned ? 1 : 0);
    copies_.finish(client.copy, outcome, client.placement,
                   returned ? Fate::answered : Fate::dropped);
    if (!returned) phones_.lost(client.phone, client.deadline, outcome.index);
    clients_.release(number);
}

}  // namespace mdisim
