#include <cstdint>
#include <utility>
#include <variant>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/observer.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/policies/offers.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::offers {
namespace {

Chosen just_in_time(double k) {
    Chosen chosen = worlds::chosen(Decision::place, "just_in_time");
    for (const Field& f : chosen.entry->options.fields) {
        if (f.name == "k") *std::get<double*>(f.slot(chosen.options.get()).kind()) = k;
    }
    return chosen;
}

TEST_CASE("place just_in_time: the copy begins when it can just be in time", "[policies]") {
    const ModelBelief models[] = {{6, 1, 0.4, 0}, {60, 15, 0.6, 1}};
    PhoneModelCost costs[2];
    PlaceView view;
    view.phone_models = models;
    view.costs = costs;
    view.usual_model = 1;
    view.sla_ms = 250;
    Draw draw(1, {draws_of(Decision::place), 0, 0, 0, 0});
    const auto placed = [&](double k) {
        const Chosen chosen = just_in_time(k);
        return chosen.make<Place>()->choose(view, draw);
    };
    const Placement p = placed(2);
    CHECK(p.cloud);
    CHECK(p.phone);
    CHECK(p.phone_model == 1);
    CHECK(p.phone_after_ms == 250 - (60 + 2 * 15));
    costs[1].load_ms = 40;
    CHECK(placed(2).phone_after_ms == 250 - (60 + 2 * 15) - 40);
    CHECK(placed(0).phone_after_ms == 250 - 60 - 40);
    view.sla_ms = 99;
    CHECK(placed(0).phone_after_ms == 0);
    CHECK(placed(0).copy_is_late());
}

// A cloud that is late now and then, and a phone whose time is known.
World unsteady() {
    World world = worlds::plain();
    world.network = LatencyLink{LogNormal{100, 80}, {}, {}, Measures::round_trip, {}};
    world.workload = PoissonWorkload{0.05};
    world.phone->models.family = Family::constant;
    return world;
}

// A policy that has no copy by T_sla - D when no answer has come may be left without any answer.
TEST_CASE("of all place policies in time, just_in_time spends least on copies", "[laws]") {
    constexpr uint64_t requests = 4000;
    const World world = unsteady();
    const auto run = [&](const Chosen& place) {
        Observer observer(first_requests(0, requests, requests));
        Plan plan = worlds::plan(requests);
        plan.observer = &observer;
        Cell cell = worlds::cell(world, 250, "mdinference");
        cell.policies[Decision::place] = place;
        Tally tally = std::move(simulate({&cell, 1}, plan).front().tally);
        return std::pair{std::move(tally), observer.take()};
    };
    const auto [least, begun] = run(just_in_time(0));
    CHECK(least.on_time == requests);
    CHECK(least.copies < requests / 10);
    CHECK(least.rescued > 10);
    CHECK(least.copies > least.rescued);
    size_t always = 0;
    size_t sometimes = 0;
    for (const PolicyEntry* entry : all_policies()) {
        if (entry->decision != Decision::place) continue;
        INFO(entry->name);
        const auto [tally, records] = run({entry, entry->options.make()});
        if (tally.on_time < requests) {
            ++sometimes;
            continue;
        }
        ++always;
        CHECK(tally.models_pj >= least.models_pj);
        for (uint64_t i = 0; i < requests; ++i) {
            if (begun[i].outcome.phone.ns >= 0) CHECK(records[i].outcome.phone.ns >= 0);
        }
    }
    CHECK(always >= 3);  // phone, both, just_in_time
    CHECK(sometimes >= 3);
}

}  // namespace
}  // namespace mdisim::offers
