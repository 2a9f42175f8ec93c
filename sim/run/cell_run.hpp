// One run of one cell: who decides, what the phone does, what it came to. Both paths drive a
// CellRun, so that what is decided and what is counted is written once.
#pragma once

#include <cstdint>

#include "sim/decide/views.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/run/addresses.hpp"
#include "sim/run/bound.hpp"
#include "sim/run/deciders.hpp"
#include "sim/run/form.hpp"
#include "sim/run/phone_stage.hpp"
#include "sim/run/settlement.hpp"
#include "sim/run/simulation.hpp"
#include "sim/run/watch.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

struct CellRun {
    CellRun(const Cell& cell, const Plan& plan)
        : world(*cell.world),
          addresses(plan.seed, plan.replication),
          watch(plan.observer),
          deciders(cell, addresses, watch),
          phone(world, plan),
          settlement(cell, plan, watch),
          simple(is_plain(world) && watch.watches_nothing()) {}

    // Where a request runs, decided when it is created.
    Placement place(const Outcome& request, uint32_t on_phone, double overdue_ms) {
        const auto costs = phone.costs(on_phone, request.created);
        return deciders.place(request, on_phone, settlement.sla_of(request.source), overdue_ms,
                              costs);
    }
    // Does on the phone what the placement says. Returns whether the request is sent.
    bool run_on_phone(Outcome& outcome, uint32_t on_phone, const Placement& placement,
                      const Possible& request) {
        return phone.run(outcome, on_phone, placement, request, deciders);
    }
    // The model that a front leaves no choice of, or no_model.
    uint16_t forced_model(const Placement& placement) const {
        return placement.front == no_front ? no_model : world.fronts()[placement.front].cloud_model;
    }
    // How long a server of speed one runs it.
    Duration execution(const Outcome& outcome, const Placement& placement, double noise) const {
        const Duration whole = world.models().execution(
            outcome.model, noise, addresses.noise(outcome.index, outcome.attempts - 1));
        return placement.front == no_front ? whole : world.fronts()[placement.front].left_of(whole);
    }
    void finish(Outcome& outcome, const Placement& placement, Fate fate) {
        simple ? settlement.finish<true>(outcome, placement, fate)
               : settlement.finish<false>(outcome, placement, fate);
    }

    const ReadyWorld& world;
    RunAddresses addresses;
    Watch watch;
    Deciders deciders;
    PhoneStage phone;
    Settlement settlement;
    // Whether the world is plain and nobody watches.
    bool simple;
};

}  // namespace mdisim
