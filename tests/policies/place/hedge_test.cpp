#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "sim/decide/registry.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/network/latency_series.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/policies/offers.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim::offers {
namespace {

Chosen hedge_with(const std::string& option, double value) {
    Chosen chosen = worlds::chosen(Decision::place, "hedge");
    for (const Field& f : chosen.entry->options.fields) {
        if (f.name != option) continue;
        Slot slot = f.slot(chosen.options.get());
        if (const auto* maybe = std::get_if<OptionalSlot>(&slot.kind())) slot = maybe->fill();
        if (auto* const* number = std::get_if<double*>(&slot.kind()))
            **number = value;
        else
            *std::get<int64_t*>(slot.kind()) = static_cast<int64_t>(value);
    }
    return chosen;
}

TEST_CASE("place hedge: the copy is due at the quantile of the last answers", "[policies]") {
    const ModelBelief models[] = {{6, 1, 0.4, 0}};
    const PhoneModelCost costs[1];
    PlaceView view;
    view.phone_models = models;
    view.costs = costs;
    Draw draw(1, {draws_of(Decision::place), 0, 0, 0, 0});
    const auto hedge = hedge_with("window", 20).make<Place>();
    const auto after = [&] { return hedge->choose(view, draw).phone_after_ms; };
    const auto hear = [&](double latency_ms) { hedge->learn({0, 0, true, latency_ms}); };
    for (int i = 1; i < 10; ++i) {
        hear(10 * i);
        CHECK(after() == 0);
    }
    hear(100);
    CHECK(after() == 100);  // rank ceil(9.5) of 10
    for (int i = 11; i <= 20; ++i) hear(10 * i);
    CHECK(after() == 190);  // rank 19 of 20
    for (int i = 0; i < 19; ++i) hear(5);
    CHECK(after() == 5);  // of 200 and nineteen times 5
    hear(5);
    hear(7);
    CHECK(after() == 5);
    const auto given = hedge_with("after_ms", 33).make<Place>();
    CHECK(given->choose(view, draw).phone_after_ms == 33);
}

// Exponential answers of the cloud and of the phone, of mean 100 ms each and independent: a hedge
// after d has P(T > t) = exp(-t/100) exp(-(t - d)/100) for t > d.
TEST_CASE("place hedge: the closed form of exponential answers", "[laws]") {
    constexpr uint64_t requests = 400'000;
    World world = worlds::plain();
    world.network = LatencyLink{Constant{0}, {}, {}, Measures::round_trip, {}};
    Model model = worlds::model("exponential", 0.8, 0, 0);
    model.mean_ms.reset();
    model.law = Exponential{100};
    world.models.list = {model};
    world.phone->models.list = {model};
    world.phone->model = model.name;
    world.phones = 200;  // so that copies hardly ever wait for each other
    const double d = -100 * std::log(0.05);
    for (const double sla : {400.0, 500.0}) {
        const double alone = std::exp(-sla / 100);
        const double hedged = alone * std::exp(-(sla - d) / 100);
        CHECK(hedged == Approx(sla == 400 ? 0.006709 : 0.000908).margin(1e-6));
        for (const bool hedges : {false, true}) {
            Cell cell = worlds::cell(world, sla, "fastest");
            if (hedges) cell.policies[Decision::place] = hedge_with("after_ms", d);
            const Tally tally = simulate({&cell, 1}, worlds::plan(requests)).front().tally;
            const double expected = hedges ? hedged : alone;
            const double late = 1 - static_cast<double>(tally.on_time) / requests;
            CHECK(std::abs(late - expected) < 4 * std::sqrt(expected * (1 - expected) / requests));
        }
    }
}

}  // namespace
}  // namespace mdisim::offers
