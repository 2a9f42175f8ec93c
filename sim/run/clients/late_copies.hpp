// Copies on phones that begin later than their requests: which begin, when, and on which phone.
//
// Contract. A late copy is due `phone_after_ms` after its request was created. If the cloud's
// answer has reached the phone by then, it never begins. Else it begins, or stands in the phone's
// line: a phone runs one late copy at a time, in the order in which they became due, and a copy
// whose answer comes while it stands in line never begins. Other models that the phone runs do not
// hold it up. What begins runs to its end, or until the user has the answer where phones stop
// copies. A request with a late copy is settled when both are known: what became of it in the
// cloud, and whether its copy begins. Events of the classes copy_due and phone_free are passed on
// to due() and free(); a request costs one event, one more for each copy that stands in line.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/decide/views.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/settlement.hpp"

namespace mdisim {

class LateCopies {
  public:
    LateCopies(CellRun& run, EventQueue& queue) : run_(run), queue_(queue) {}

    // A request whose placement has a late copy was sent. execution: how long the copy would run.
    // Returns the number of the copy, which stands for the request from now on.
    uint32_t expect(const Outcome& request, uint32_t phone, const Placement& placement,
                    Duration execution);
    // The client that waits for the answer of this copy may send again.
    void belongs_to(uint32_t copy, uint32_t client) { copies_[copy].client = client; }
    // The answer of an attempt, which `outcome` describes, will reach the phone at this time. Of
    // several answers the first counts.
    void answered(uint32_t copy, const Outcome& outcome, Time at);
    // All is known of a request in the cloud, and `outcome` says it. copy: of this request, or
    // no_copy.
    void finish(uint32_t copy, Outcome& outcome, const Placement& placement, Fate fate) {
        if (copy == no_copy) [[likely]]
            return run_.finish(outcome, placement, fate);
        known(copy, outcome, fate);
    }

    // A copy that has begun, for a client that may send again.
    struct Begun {
        uint32_t client;
        Time answer;  // the user's, if the cloud does not answer before
    };
    std::optional<Begun> due(uint32_t copy, Time now);
    std::optional<Begun> free(uint32_t phone, Time now);

    bool none_left() const { return copies_.size() == unused_.size(); }

  private:
    enum class State { to_come, in_line, begun, never };
    struct Copy {
        Outcome outcome;  // what is known of the request so far
        Placement placement;
        Duration execution;
        Time answer = Time::max();  // when the cloud's answer reaches the phone
        std::optional<Fate> fate;   // of the request in the cloud, once all is known of it
        State state = State::to_come;
        uint32_t phone = 0;
        uint32_t client = no_copy;
        uint32_t next = no_copy;  // behind it in the phone's line
    };
    struct Phone {
        uint32_t runs = no_copy;   // the copy that began last
        uint32_t first = no_copy;  // of the line of copies that are due
        uint32_t last = no_copy;   // of the same line, if there is one
        Time free;                 // when the copy that began last ends
        Time alarm = Time::max();  // of the event that is queued for the line

        bool line_is_empty() const { return first == no_copy; }
    };

    uint32_t leave_line(Phone& phone) {
        const uint32_t number = phone.first;
        phone.first = copies_[number].next;
        return number;
    }

    void known(uint32_t copy, const Outcome& outcome, Fate fate);
    std::optional<Begun> begin(uint32_t number, Time now);
    void never(uint32_t number);
    void stop(uint32_t number);
    void set_alarm(uint32_t phone);
    void settle(uint32_t number);

    CellRun& run_;
    EventQueue& queue_;
    std::vector<Copy> copies_;
    std::vector<uint32_t> unused_;  // numbers of copies whose requests are settled
    std::vector<Phone> phones_;
};

}  // namespace mdisim
