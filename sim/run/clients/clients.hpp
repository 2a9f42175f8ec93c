// Clients that send again: who waits for which attempts, and which answer counts.
//
// Contract. Of the event path. In a world with `retries` a client sends its request when
// it is created and sets a time-out; without an answer by then it sends again, `most` times at
// most, and waits for the last attempt as long as it takes. The first answer to arrive counts; what
// a copy on the phone has settled is settled. A dropped attempt is one without an answer: nobody is
// told. With `cancel`, a message of no size follows an attempt that is not wanted any more, on its
// own network: an attempt that waits leaves, one under way is turned away, one that runs ends.
// A request is tallied once, when nothing of it is left: an outcome of the attempt that counts
// (none answered: the last), with how many there were.
//
// Time-outs are constant, so they expire in the order they were set: a ring, whose front alone is
// an event. Memory: for each attempt and each time-out that has not expired. Without `retries` a
// request is tallied as soon as the servers are done with it, and a branch is all that costs.
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
#include "sim/run/clients/phone_history.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/incoming.hpp"
#include "sim/run/servers/lines.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Clients {
  public:
    Clients(const ReadyWorld& world, const Plan& plan, CellRun& run, Incoming& incoming,
            RequestsInFlight& in_flight, PhoneHistory& phones, EventQueue& queue);

    // Of the request that is created now: the attempts it might send after the first, as far as
    // they would leave by its deadline. Until the next call.
    std::span<const Attempt> further(Duration sla) {
        if (!draws_) [[likely]]
            return {};
        return attempts_before(sla);
    }
    // Its first attempt leaves.
    void ask(uint32_t slot, Time now) {
        if (draws_) [[unlikely]]
            ask_for_long(slot, now);
    }

    void time_out(Time now);
    void send_again(uint32_t client, Time now);

    // Whether the servers were told that an attempt on its way is not wanted.
    bool turns_away(uint32_t slot) const { return draws_ && tries_[slot].withdrawn; }
    // That message has reached the servers. The time spent in a line that is left for it.
    Duration withdraw(uint32_t slot, Lines& lines, Time now);
    // There will be no answer.
    void lost(uint32_t slot) {
        if (draws_) [[unlikely]]
            return count_lost(slot);
        InFlight& flight = in_flight_[slot];
        phones_.lost(flight);
        run_.finish(flight.outcome, flight.placement, Fate::dropped);
        in_flight_.release(slot);
    }
    // The answer leaves the servers, its outcome complete.
    void answer(uint32_t slot, Time now) {
        if (draws_) [[unlikely]]
            return count_answer(slot, now);
        InFlight& flight = in_flight_[slot];
        run_.finish(flight.outcome, flight.placement, Fate::answered);
    }
    // Whether an answer is the first that its client hears of.
    bool is_first(uint32_t slot) const {
        return !draws_ ||
               clients_[tries_[slot].client].counts.attempts == in_flight_[slot].outcome.attempts;
    }
    // Of an attempt that was answered: nothing more will happen to it.
    void end(uint32_t slot) {
        if (draws_) [[unlikely]]
            return end_attempt(slot);
        in_flight_.release(slot);
    }

    bool none_waits() const { return in_flight_.size() == 0 && clients_.waiting() == 0; }

  private:
    // What became of an attempt, by its slot.
    struct Try {
        uint32_t client = 0;
        uint32_t older = no_slot;  // the one before it, of those under way
        Time called_off = Time::max();
        uint32_t messages = 0;  // that say so, on their way
        bool withdrawn = false;
        bool over = false;
    };
    // A client and its one request.
    struct Client {
        RequestAddress address;
        Outcome asked;   // as it was when it was sent first
        Outcome counts;  // of the attempt that counts, as far as is known
        Placement placement;
        Time deadline;
        uint32_t phone = 0;
        Time heard = Time::max();    // when the first answer comes from the servers
        Time settled = Time::max();  // when the client wants no more, as far as is known
        Duration waited;             // by all attempts
        uint32_t executed = 0;
        uint32_t sent = 0;
        uint32_t newest = no_slot;  // attempt under way
        uint32_t left = 0;          // attempts under way, and what is going to happen
    };
    struct TimeOut {
        Time due;
        uint32_t client;
    };
    // The clients that wait, by number; numbers are used again.
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
    void release(uint32_t slot);
    void done(uint32_t client);

    const ReadyWorld& world_;
    CellRun& run_;
    Incoming& incoming_;
    RequestsInFlight& in_flight_;
    PhoneHistory& phones_;
    EventQueue& queue_;
    std::optional<AttemptDraws> draws_;
    Duration timeout_;
    uint32_t most_ = 0;
    bool cancel_ = false;
    std::vector<Attempt> further_;
    std::vector<Try> tries_;
    ClientList clients_;
    std::deque<TimeOut> time_outs_;
    bool front_is_due_ = false;  // an event says when
};

}  // namespace mdisim
