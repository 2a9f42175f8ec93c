// The servers of all sites at work: a Service for each. Without sites there is one.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/engine/time.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/servers/service.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// simple: the form is Form::line, which has one site.
template <bool simple>
class Services {
  public:
    // of_each: what the constructor of a Service takes after its site.
    template <class... OfEach>
    explicit Services(const ReadyWorld& world, OfEach&... of_each) : first_(0, of_each...) {
        for (uint16_t site = 1; site < world.sites().size(); ++site)
            further_.push_back(std::make_unique<Service<simple>>(site, of_each...));
    }

    Service<simple>& operator[](size_t site) {
        return simple || site == 0 ? first_ : *further_[site - 1];
    }
    // The servers to which the request in this slot was sent.
    Service<simple>& of(const RequestsInFlight& requests, uint32_t slot) {
        if (simple || further_.empty()) [[likely]]
            return first_;
        return (*this)[requests[slot].outcome.site];
    }
    Time now() const { return first_.now(); }

    [[gnu::always_inline]] void move_to(Time now, bool counting) {
        first_.move_to(now, counting);
        if (!simple && !further_.empty()) [[unlikely]]
            move_further(now, counting);
    }
    void check_work() {
        first_.check_work();
        if (!simple && !further_.empty()) [[unlikely]]
            check_further();
    }
    // Requires that the run is over.
    void check_end() const {
        first_.check_end();
        for (const auto& service : further_) service->check_end();
    }

  private:
    [[gnu::noinline]] void move_further(Time now, bool counting) {
        for (const auto& service : further_) service->move_to(now, counting);
    }
    [[gnu::noinline]] void check_further() {
        for (const auto& service : further_) service->check_work();
    }

    Service<simple> first_;
    std::vector<std::unique_ptr<Service<simple>>> further_;
};

}  // namespace mdisim
