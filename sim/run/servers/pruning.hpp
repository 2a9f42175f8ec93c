// Which requests are dropped instead of being run.
#pragma once

#include <cstdint>

#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/in_flight.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/servers.hpp"

namespace mdisim {

class Pruning {
  public:
    // Requires that the models outlive the Pruning.
    Pruning(const Servers& servers, const ReadyPool& models)
        : late_(servers.drop_late), hopeless_(servers.drop_hopeless), models_(models) {}

    // Whether any request is ever dropped for its deadline.
    bool present() const { return late_ || hopeless_; }
    // Whether a request is dropped that reaches the servers past its deadline.
    bool drops(const InFlight& request, Time now) const { return late_ && now > request.deadline; }
    // Whether one is dropped that would begin to run now. active: the model that would run, if the
    // request has none yet. factor: on execution times.
    bool drops(const InFlight& request, Time now, uint16_t active, double factor) const {
        if (drops(request, now)) return true;
        return hopeless_ && ends_late(request, now, active, factor);
    }

  private:
    [[gnu::noinline]] bool ends_late(const InFlight& request, Time now, uint16_t active,
                                     double factor) const {
        const Outcome& o = request.outcome;
        const uint16_t model = o.model != no_model ? o.model : active;
        if (model == no_model) return now > request.deadline;
        const Duration mean = Duration::from_ms(models_.beliefs()[model].mu_ms);
        return now + times(mean, factor) + o.uplink > request.deadline;
    }

    bool late_;
    bool hopeless_;
    const ReadyPool& models_;
};

}  // namespace mdisim
