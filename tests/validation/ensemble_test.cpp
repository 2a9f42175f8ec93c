// Answers of the cloud and the phone combined, in worlds whose numbers are known without running
// them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

// 20 ms there and back; "quick" takes 10 ms, "slow" 100, the phone 40.
World fixed_world(double gain) {
    World w;
    w.models.list = {worlds::model("quick", 0.5, 10, 0), worlds::model("slow", 0.8, 100, 0)};
    LatencyLink link;
    link.latency = Constant{10};
    w.network = link;
    Phone phone;
    phone.models.list = {worlds::model("pocket", 0.6, 40, 0)};
    phone.model = "pocket";
    phone.ensemble_gain = gain;
    w.phone = phone;
    return w;
}

Tally run(const World& world, double sla_ms, const std::string& select,
          Path path = Path::automatic) {
    const Cell cell = worlds::cell(world, sla_ms, select, "both");
    Plan plan = worlds::plan(100);
    plan.path = path;
    return simulate({&cell, 1}, plan).front().tally;
}

struct Expected {
    double sla_ms;
    const char* select;
    double accuracy;
    double latency_ms;
};

}  // namespace

TEST_CASE("what is in by the deadline is combined, and the client waits for it", "[world]") {
    const World world = fixed_world(0.5);
    const Grading grading = ReadyWorld(world).grading();
    const Expected all[] = {
        {200, "most_accurate", 0.9, 120},  // both, when the cloud's has come
        {200, "fastest", 0.8, 40},         // both, when the phone's has come
        {100, "most_accurate", 0.6, 100},  // the phone's, given up waiting
        {35, "fastest", 0.5, 35},          // the cloud's, given up waiting
        {20, "fastest", 0, 30},            // none in time: the first
    };
    for (const Expected& e : all) {
        for (const Path path : {Path::automatic, Path::events}) {
            const Tally t = run(world, e.sla_ms, e.select, path);
            INFO(e.sla_ms << " " << e.select);
            CHECK(effective_accuracy(t, grading) == Approx(e.accuracy));
            CHECK(static_cast<double>(t.latency.total) / 1e6 / 100 == Approx(e.latency_ms));
        }
    }
}

TEST_CASE("the bound combines the best of both that are in time", "[world]") {
    const World world = fixed_world(0.5);
    const Grading grading = ReadyWorld(world).grading();
    CHECK(bound_accuracy(run(world, 200, "fastest"), grading) == Approx(0.9));
    CHECK(bound_accuracy(run(world, 100, "fastest"), grading) == Approx(0.8));
    CHECK(bound_accuracy(run(world, 35, "fastest"), grading) == Approx(0.5));
    CHECK(bound_accuracy(run(world, 20, "fastest"), grading) == 0);
    for (double sla_ms : {20.0, 35.0, 100.0, 200.0}) {
        const Tally t = run(world, sla_ms, "clairvoyant");
        CHECK(effective_accuracy(t, grading) == bound_accuracy(t, grading));
    }
}

TEST_CASE("in any world both paths combine the same answers, and stay below the bound", "[world]") {
    World world = worlds::plain();
    world.phone->ensemble_gain = 0.2;
    const Grading grading = ReadyWorld(world).grading();
    for (const char* select : {"mdinference", "modipick", "pure_random", "clairvoyant"}) {
        const Tally by_columns = run(world, 120, select);
        const Tally events = run(world, 120, select, Path::events);
        CHECK(by_columns.combined == events.combined);
        CHECK(by_columns.fingerprint == events.fingerprint);
        CHECK(by_columns.bound.combined == events.bound.combined);
        CHECK(effective_accuracy(by_columns, grading) <=
              bound_accuracy(by_columns, grading) + 1e-12);
        CHECK(std::count(by_columns.combined.begin(), by_columns.combined.end(), 0u) <
              static_cast<std::ptrdiff_t>(by_columns.combined.size()));
    }
}

TEST_CASE("without a gain nothing is combined, and nothing else changes", "[world]") {
    World none = worlds::plain();
    World some = none;
    some.phone->ensemble_gain = 0.3;
    const Tally alone = run(none, 120, "mdinference");
    const Tally together = run(some, 120, "mdinference");
    CHECK(alone.combined.empty());
    CHECK(alone.bound.combined.empty());
    CHECK(together.chosen == alone.chosen);
    CHECK(together.on_time == alone.on_time);
    CHECK(together.rescued == alone.rescued);
    CHECK(together.energy_pj == alone.energy_pj);
}

TEST_CASE("answers are combined class by class too", "[world]") {
    World world = worlds::plain();
    world.phone->ensemble_gain = 0.3;
    for (const char* name : {"one", "other"}) {
        RequestClass c{name};
        c.share = 0.5;
        world.classes.push_back(c);
    }
    const Tally t = run(world, 120, "mdinference");
    REQUIRE(t.classes.size() == 2);
    uint64_t all = 0;
    for (size_t i = 0; i < t.combined.size(); ++i) {
        CHECK(t.classes[0].combined[i] + t.classes[1].combined[i] == t.combined[i]);
        all += t.combined[i];
    }
    CHECK(all > 0);
}

TEST_CASE("windows of time do not tell combined answers apart, and say so", "[world]") {
    World world = worlds::plain();
    world.series = SeriesRequest{};
    describe(Tag<World>{}).validate(&world);
    world.phone->ensemble_gain = 0.1;
    CHECK_THROWS_AS(describe(Tag<World>{}).validate(&world), UserError);
}

}  // namespace mdisim
