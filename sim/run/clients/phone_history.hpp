// What each phone remembers during a run: how long its network took, and which answers it waits
// for.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/world/network/estimator.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class PhoneHistory {
  public:
    // answers: whether unanswered requests are remembered, for place policies that learn. Times on
    // the network are remembered if the world's estimator has a memory.
    PhoneHistory(const ReadyWorld& world, bool answers)
        : estimator_(world.described().estimator),
          times_(!memoryless(estimator_.kind)),
          answers_(answers),
          sites_(world.sites().size()) {
        const auto phones = static_cast<size_t>(world.phones().count());
        if (times_) past_.resize(phones * sites_);
        if (answers_) unanswered_.resize(phones);
    }

    // Whether heard() must be called when an answer reaches a phone.
    bool listens() const { return times_ || answers_; }
    bool learns() const { return answers_; }

    // How long the phone's unanswered request with the earliest deadline is past that deadline.
    double overdue_ms(uint32_t phone, Time now) const {
        if (!answers_ || unanswered_[phone].empty()) return 0;
        const Time deadline = unanswered_[phone].begin()->deadline;
        return now > deadline ? (now - deadline).ms() : 0;
    }
    // The request leaves the phone, stamped with what the phone remembers of its network to the
    // request's site.
    void sent(InFlight& flight) {
        if (answers_) unanswered_[flight.phone].insert({flight.deadline, flight.outcome.index});
        if (!times_) return;
        const auto past = past_of(flight).estimate_ms(estimator_.kind);
        flight.has_past = past.has_value();
        flight.past_ms = past.value_or(0);
    }
    void lost(const InFlight& flight) { lost(flight.phone, flight.deadline, flight.outcome.index); }
    void lost(uint32_t phone, Time deadline, uint64_t request) {
        if (answers_) unanswered_[phone].erase({deadline, request});
    }
    // The answer has reached the phone, which now knows how long its network took.
    void heard(const InFlight& flight) {
        const Outcome& o = flight.outcome;
        if (times_) {
            past_of(flight).learn(estimator_.kind, estimator_.alpha, o.uplink, o.downlink);
        }
        lost(flight);
    }

  private:
    PastNetwork& past_of(const InFlight& flight) {
        return past_[flight.phone * sites_ + flight.outcome.site];
    }

    Estimator estimator_;
    bool times_;
    bool answers_;
    size_t sites_;
    std::vector<PastNetwork> past_;  // of each phone, by site
    struct Due {
        Time deadline;
        uint64_t request;
        auto operator<=>(const Due&) const = default;
    };
    // The unanswered requests of each phone, the earliest deadline first.
    std::vector<std::set<Due>> unanswered_;
};

}  // namespace mdisim
