// Clients that send again: which attempts each waits for, and which answer counts.
//
// Contract. Used by the event path alone. In a world with `retries` a client sends its request when
// it is created and sets a time-out; without an answer by then it sends again, `most` times at
// most, and waits for the last attempt as long as it takes. The first answer to arrive counts,
// unless a copy on the phone has settled the request before. A client does not learn that an
// attempt was dropped; it waits for its time-out. A client without budget for one more attempt
// waits as for the last. With `cancel`, a message of no size follows an
// attempt that is not wanted any more, over the attempt's own network: an attempt that waits leaves
// the line, one on its way is turned away, one that runs is run to its end.
// A request is tallied once, when none of its attempts is under way: with the outcome of the
// attempt that counts (the last, if none was answered) and the number of attempts.
//
// Time-outs are constant, so they expire in the order in which they were set: they stand in a ring,
// and only its front is an event. Memory grows with attempts under way and time-outs that have not
// expired. Without `retries` a request is tallied when the servers are done with it, at the cost of
// one branch.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/clients/late_copies.hpp"
#include "sim/run/clients/phone_history.hpp"
#include "sim/run/clients/retry_budget.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/router.hpp"
#include "sim/run/servers/lines.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Clients {
  public:
    Clients(const ReadyWorld& world, const Plan& plan, CellRun& run, Incoming& incoming,
            RequestsInFlight& in_flight, PhoneHistory& phones, LateCopies& copies, Router& router,
            EventQueue& queue);

    // The attempts after the first that the request created now might send by its deadline. The
    // span is valid until the next call.
    std::span<const Attempt> further(Duration sla) {
        if (!draws_) [[likely]]
            return {};
        return attempts_before(sla);
    }
    // The first attempt of a request leaves its client.
    void ask(uint32_t slot, Time now) {
        if (draws_) [[unlikely]]
            ask_for_long(slot, now);
    }

    void time_out(Time now);
    void send_again(uint32_t client, Time now);

    // Whether a withdrawal reached the servers before the attempt did.
    bool turns_away(uint32_t slot) const { return draws_ && attempts_[slot].withdrawn; }
    // A withdrawal has reached the servers. Returns how long its attempt had waited in the line
    // that it leaves, zero if it was in none.
    Duration withdraw(uint32_t slot, Lines& lines, Time now);
    // The attempt was dropped and will not be answered.
    void lost(uint32_t slot) {
        if (draws_) [[unlikely]]
            return count_lost(slot);
        InFlight& flight = in_flight_[slot];
        phones_.lost(flight);
        copies_.finish(flight.copy, flight.outcome, flight.placement, Fate::dropped);
        in_flight_.release(slot);
    }
    // The answer leaves the servers. Requires an outcome whose stages are filled in.
    void answer(uint32_t slot, Time now) {
        if (draws_) [[unlikely]]
            return count_answer(slot, now);
        InFlight& flight = in_flight_[slot];
        if (flight.copy != no_copy) [[unlikely]]
            copies_.answered(flight.copy, flight.outcome, now + flight.outcome.downlink);
        copies_.finish(flight.copy, flight.outcome, flight.placement, Fate::answered);
    }
    // The user of this client has the answer at this time at the latest. Calls off attempts, but
    // for this one.
    void settled(uint32_t client, Time at, uint32_t but_for = no_slot);
    // Whether the answer to this attempt is the first that reaches its client.
    bool is_first(uint32_t slot) const {
        return !draws_ || clients_[attempts_[slot].client].counts.attempts ==
                              in_flight_[slot].outcome.attempts;
    }
    // Releases an attempt that was answered and will see no further event.
    void end(uint32_t slot) {
        if (draws_) [[unlikely]]
            return end_attempt(slot);
        in_flight_.release(slot);
    }

    bool none_waits() const { return in_flight_.size() == 0 && clients_.waiting() == 0; }

  private:
    // An attempt under way, by its slot.
    struct AttemptState {
        uint32_t client = 0;
        uint32_t older = no_slot;       // the client's attempt under way that was sent before
        Time called_off = Time::max();  // when the client called the attempt off
        uint32_t messages = 0;          // withdrawals on their way to the servers
        bool withdrawn = false;
        bool over = false;
    };
    // A client and its one request.
    struct Client {
        RequestAddress address;
        Outcome asked;   // the outcome when the first attempt was sent
        Outcome counts;  // the outcome of the attempt that counts, so far
        Placement placement;
        uint32_t copy = no_copy;
        Time deadline;
        uint32_t phone = 0;
        Time heard = Time::max();    // when the first answer of the servers arrives
        Time settled = Time::max();  // when the client wants no further answer, so far
        Duration waited;             // in lines, summed over attempts
        uint32_t executed = 0;       // attempts that ran
        uint32_t sent = 0;           // attempts that were sent
        uint32_t newest = no_slot;   // the attempt under way that was sent last
        uint32_t left = 0;           // attempts under way and events to come
    };
    struct TimeOut {
        Time due;
        uint32_t client;
    };
    // The clients that wait, by number. The number of a client that is done is used again.
    class ClientList {
      public:
        Client& operator[](uint32_t number) { return clients_[number]; }
        const Client& operator[](uint32_t number) const { return clients_[number]; }
        size_t waiting() const { return clients_.size() - free_.size(); }
        uint32_t take() {
            if (free_.empty()) {
                clients_.emplace_back();
                return static_cast<uint32_t>(clients_.size() - 1);
            }
            const uint32_t number = free_.back();
            free_.pop_back();
            clients_[number] = {};
            return number;
        }
        void release(uint32_t number) { free_.push_back(number); }

      private:
        std::vector<Client> clients_;
        std::vector<uint32_t> free_;
    };

    std::span<const Attempt> attempts_before(Duration sla);
    void ask_for_long(uint32_t slot, Time now);
    void count_lost(uint32_t slot);
    void count_answer(uint32_t slot, Time now);
    void end_attempt(uint32_t slot);

    void send(uint32_t client, Time now);
    void sent(uint32_t client, uint32_t slot, Time now);
    void call_off(uint32_t slot, Time now);
    void set_time_out(uint32_t client, Time now);
    void await_front();
    void count(Client& client, const Outcome& outcome);
    void done(uint32_t client);

    const ReadyWorld& world_;
    CellRun& run_;
    Incoming& incoming_;
    RequestsInFlight& in_flight_;
    PhoneHistory& phones_;
    LateCopies& copies_;
    Router& router_;
    EventQueue& queue_;
    std::optional<AttemptDraws> draws_;
    Duration timeout_;
    uint32_t most_ = 0;
    bool cancel_ = false;
    bool hedges_ = false;
    RetryBudget budget_;
    std::vector<Attempt> further_;
    std::vector<AttemptState> attempts_;
    ClientList clients_;
    std::deque<TimeOut> time_outs_;
    bool front_is_due_ = false;  // an event is queued for the first time-out
};

}  // namespace mdisim
