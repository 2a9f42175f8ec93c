#include "sim/run/loaded_models.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>

#include "sim/engine/law.hpp"
#include "sim/measure/tally.hpp"
#include "sim/world/network/network.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/support/times.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using testing::at_ms;
using namespace worlds;

// Two models of 10 and 20 ms that take 100 and 300 ms to load.
Phone loading(std::optional<Sessions> sessions = {}) {
    Phone p;
    p.models.family = Family::constant;
    p.models.list = {model("small", 0.4, 10, 0), model("big", 0.6, 20, 0)};
    p.models.list[0].load_ms = 100;
    p.models.list[1].load_ms = 300;
    p.model = "small";
    p.compute_power_mw = 1000;
    p.load_power_mw = 3000;
    p.transfer_j_per_kb = 0;
    p.sessions = sessions;
    return p;
}

World world_with(std::optional<Sessions> sessions, double interval_ms = 1000) {
    World w;
    w.workload = EveryWorkload{interval_ms};
    w.models.family = Family::constant;
    w.models.list = {model("cloud", 0.8, 50, 0)};
    LatencyLink link;
    link.latency = Constant{10};
    w.network = link;
    w.phone = loading(sessions);
    return w;
}

// The memory of phones of one kind.
struct Loaded {
    explicit Loaded(const Phone& phone, int64_t phones = 1) : world(world_of(phone, phones)) {}
    static World world_of(const Phone& phone, int64_t phones) {
        World w = world_with({});
        w.phone = phone;
        w.phones = phones;
        return w;
    }
    Duration left(uint32_t phone, size_t model, Time now) const {
        return models.left(phone, kind, model, now);
    }
    LoadedModels::Brought bring_in(uint32_t phone, size_t model, Time now) {
        return models.bring_in(phone, kind, model, now);
    }

    ReadyWorld world;
    LoadedModels models{world.phones(), 1, 0};
    const PhoneKind& kind = world.phones().of(0);
};

Tally run(const World& w, uint64_t requests, Path path = Path::automatic) {
    const Cell c = cell(w, 1000, "fastest", "phone");
    Plan p = plan(requests);
    p.path = path;
    return simulate({&c, 1}, p).front().tally;
}

TEST_CASE("a model is loaded when it is first run, and requests meanwhile wait for it", "[run]") {
    Loaded a(loading());
    REQUIRE(a.models.present());
    CHECK(a.left(0, 0, at_ms(0)).ms() == 100);
    const auto first = a.bring_in(0, 0, at_ms(0));
    CHECK(first.wait.ms() == 100);
    CHECK(first.load.ms() == 100);
    const auto second = a.bring_in(0, 0, at_ms(30));
    CHECK(second.wait.ms() == 70);
    CHECK(second.load.ms() == 0);
    CHECK(a.bring_in(0, 0, at_ms(100)).wait.ms() == 0);
    CHECK(a.left(0, 1, at_ms(100)).ms() == 300);
}

TEST_CASE("each phone has its own memory", "[run]") {
    Loaded a(loading(), 2);
    a.bring_in(0, 0, at_ms(0));
    CHECK(a.left(0, 0, at_ms(200)).ms() == 0);
    CHECK(a.left(1, 0, at_ms(200)).ms() == 100);
}

TEST_CASE("phones whose models need no loading are not asked", "[run]") {
    Phone p = loading();
    for (Model& m : p.models.list) m.load_ms = 0;
    CHECK_FALSE(Loaded(p).models.present());
    CHECK_FALSE(Loaded(Phone{}).models.present());
}

TEST_CASE("a session pays for loading once, on both paths", "[run]") {
    for (const Path path : {Path::automatic, Path::events}) {
        const Tally t = run(world_with(Sessions{5, 1}), 20, path);
        // Four sessions: 4 x 100 + 20 x 10 ms.
        CHECK(t.latency.total == 600'000'000u);
        // 3 W while loading, 1 W while running.
        CHECK(t.energy_pj == 4 * 300'000'000'000u + 20 * 10'000'000'000u);
        CHECK(run(world_with({}), 20, path).latency.total == 300'000'000u);
    }
}

TEST_CASE("between sessions the app is evicted as often as the scenario says", "[run]") {
    const Tally never = run(world_with(Sessions{1, 0}), 1000);
    CHECK(never.latency.total == 10'100'000'000u);
    const Tally half = run(world_with(Sessions{1, 0.5}), 4000);
    const double loads = (static_cast<double>(half.latency.total) / 1e6 - 40'000) / 100;
    CHECK(loads == Approx(2000).margin(130));  // four standard deviations
    CHECK(run(world_with(Sessions{1, 0.5}), 4000, Path::events).fingerprint == half.fingerprint);
}

TEST_CASE("waiting for an answer costs idle power, asking the cloud being online", "[run]") {
    World w = world_with({});
    w.phone->idle_power_mw = 1000;
    w.phone->online_power_mw = 500;
    const Cell c = cell(w, 1000, "fastest", "cloud");
    for (const Path path : {Path::automatic, Path::events}) {
        Plan p = plan(10);
        p.path = path;
        const Tally t = simulate({&c, 1}, p).front().tally;
        CHECK(t.energy_pj == 10 * 105'000'000'000u);  // 1.5 W for 70 ms
    }
}

}  // namespace
}  // namespace mdisim
