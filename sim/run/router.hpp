// Sends requests to sites: asks the route policy, and adds the way to the site and back to a
// request's times on the network. In a world without sites nothing is asked and nothing added.
#pragma once

#include <optional>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/cell_run.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/run/simulation.hpp"
#include "sim/world/retries.hpp"
#include "sim/world/sites.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

class Router {
  public:
    Router(CellRun& run, const Plan& plan) : run_(run) {
        if (run.world.has_sites()) trips_.emplace(run.world.sites(), plan.seed, plan.replication);
    }

    bool present() const { return trips_.has_value(); }
    // Opens all sites to a request. Requires present().
    [[gnu::noinline]] void open(Possible& request, const RequestAddress& address) {
        first_ = {&*trips_, address, 0, {}};
        first_.send_to(0);
        request.go_to(first_);
    }

    // Sends an attempt of a request that leaves its phone now. Requires its times on the phone's
    // network.
    void send(InFlight& flight, const RequestAddress& request, Time now) {
        if (trips_) [[unlikely]]
            send_to_site(flight, request, now);
    }

  private:
    [[gnu::noinline]] void send_to_site(InFlight& flight, const RequestAddress& request, Time now) {
        Outcome& o = flight.outcome;
        o.site = run_.deciders.route(o, flight.phone, run_.settlement.sla_of(o), now - o.created);
        flight.trip = trips_->of(o.site, request, o.attempts - 1);
        o.uplink += flight.trip.out;
        if (run_.world.network().timeless()) flight.down += flight.trip.back;
    }

    CellRun& run_;
    std::optional<SiteTrips> trips_;
    Destination first_;  // the first site, of the request that open() was last called for
};

}  // namespace mdisim
