// One run of one cell: the policies that decide, what the phone does, and the settlement. Every
// form drives a CellRun, so that what is decided and what is counted is written once.
#pragma once

#include <cstdint>
#include <optional>

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
#include "sim/world/workload/request_log.hpp"
#include "sim/world/world.hpp"

namespace mdisim {

// Contract: it stays where it was made, since its addresses point into it.
struct CellRun {
    CellRun(const CellRun&) = delete;
    CellRun& operator=(const CellRun&) = delete;
    CellRun(const Cell& cell, const Plan& plan)
        : world(*cell.world),
          logged(logged_executions_of(world)),
          addresses(plan.seed, plan.replication, logged ? &*logged : nullptr),
          watch(plan.observer),
          deciders(cell, addresses, watch),
          phone(world, plan),
          settlement(cell, plan, addresses, watch),
          simple(is_plain(world) && watch.watches_nothing() && !deciders.copies_start_late()) {}

    // Asks the place policy where a request runs, when it is created.
    Placement place(const Outcome& request, uint32_t on_phone, double overdue_ms) {
        const auto costs = phone.costs(request, on_phone);
        return deciders.place(request, on_phone, settlement.sla_of(request), overdue_ms, costs);
    }
    // Does on the phone what the placement says. Returns whether the request is sent.
    bool run_on_phone(Outcome& outcome, uint32_t on_phone, const Placement& placement,
                      const Possible& request) {
        return phone.run(outcome, on_phone, placement, request, deciders);
    }
    // The cloud's model that goes with the placement's front; no_model if there is no front.
    uint16_t forced_model(const Placement& placement) const {
        return placement.front == no_front ? no_model
                                           : world.phones().fronts()[placement.front].cloud_model;
    }
    // Execution time of the request on a server of speed one.
    [[gnu::always_inline]] Duration execution(const Outcome& outcome, const Placement& placement,
                                              double noise) const {
        const Duration whole = world.models().execution(
            outcome.model, noise, addresses.noise(outcome.index, outcome.attempts - 1));
        if (placement.front == no_front) return whole;
        return world.phones().fronts()[placement.front].left_of(whole);
    }
    // Whether execution() is a recorded time.
    bool is_recorded(const Outcome& outcome) {
        return world.models().takes_from_log() && outcome.attempts == 1 &&
               logged->in_cloud(outcome.model, outcome.index).ns >= 0;
    }
    void finish(Outcome& outcome, const Placement& placement, Fate fate) {
        simple ? settlement.finish<true>(outcome, placement, fate)
               : settlement.finish<false>(outcome, placement, fate);
    }

    const ReadyWorld& world;
    std::optional<LoggedExecutions> logged;
    RunAddresses addresses;
    Watch watch;
    Deciders deciders;
    PhoneStage phone;
    Settlement settlement;
    // True if is_plain(world) holds, no observer is attached and no copy begins late.
    bool simple;
};

}  // namespace mdisim
