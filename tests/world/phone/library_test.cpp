#include "sim/world/phone/library.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/grading.hpp"
#include "sim/measure/tally.hpp"
#include "sim/metrics/metrics.hpp"
#include "sim/world/classes.hpp"
#include "sim/world/phone/phone.hpp"
#include "sim/world/world.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

// "pocket" takes 6 ms, of which 2 are rescaling; it is loaded in 100 ms, once.
World with_library() {
    World world = worlds::plain();
    Phone& phone = *world.phone;
    phone.models.family = Family::constant;
    phone.models.list.front().load_ms = 100;
    phone.idle_power_mw = 1000;
    phone.battery_wh = 8;
    Library library{"Caffe", {"pocket"}, 2, {}, {}, {}};
    library.load.power_mw = 500;
    library.load.cpu_share = 0.1;
    library.load.memory_mb = 300;
    library.rescale.power_mw = 700;
    library.rescale.cpu_share = 0.2;
    library.compute.power_mw = 900;
    library.compute.cpu_share = 0.6;
    library.compute.gpu_share = 0.25;
    phone.libraries = {library};
    phone.idle_use = StageUse{0.03, 0, 50};
    return world;
}

Tally run_of(const World& world, const char* place = "phone") {
    const Cell cell = worlds::cell(world, 1000, "fastest", place);
    return simulate({&cell, 1}, worlds::plan(10)).front().tally;
}

double metric(const World& world, const std::string& name) {
    const Grading grading = ReadyWorld(world).grading();
    const size_t at = metric_index(metric_infos(grading), name);
    REQUIRE(at < metric_infos(grading).size());
    return summarise({run_of(world)}, grading)[at].replications.front();
}

std::string refusal(void (*spoil)(World&)) {
    World world = with_library();
    spoil(world);
    try {
        describe(Tag<Phone>{}).validate(&*world.phone);
        describe(Tag<World>{}).validate(&world);
    } catch (const UserError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

// 10 requests: 100 ms at 0.5 W, ten times 2 ms at 0.7 W and 4 ms at 0.9 W, and 160 ms at 1 W.
TEST_CASE("each stage of a library has its own power", "[world]") {
    const Tally tally = run_of(with_library());
    CHECK((tally.energy_pj == 50'000'000'000 + 14'000'000'000 + 36'000'000'000 + 160'000'000'000));
}

TEST_CASE("a stage without a power has that of the model, or of loading", "[world]") {
    World world = with_library();
    Library& library = world.phone->libraries.front();
    library.load.power_mw.reset();
    library.rescale.power_mw.reset();
    library.compute.power_mw.reset();
    world.phone->load_power_mw = 3000;
    const Tally tally = run_of(world);  // 100 ms at 3 W, 60 ms at the phone's 2 W, 160 ms at 1 W
    CHECK((tally.energy_pj == 300'000'000'000 + 120'000'000'000 + 160'000'000'000));
}

TEST_CASE("what a phone uses is averaged over the time of its stages", "[world]") {
    const World world = with_library();
    CHECK(metric(world, "device_cpu") ==
          Approx(0.03 + (100 * 0.1 + 10 * (2 * 0.2 + 4 * 0.6)) / 160));
    CHECK(metric(world, "device_gpu") == Approx(10 * 4 * 0.25 / 160));
    CHECK(metric(world, "device_memory_mb") == Approx(50 + 100 * 300 / 160.0));
    CHECK(metric(world, "device_load_ms_mean") == Approx(100));
    CHECK(metric(world, "device_rescale_ms_mean") == Approx(2));
    CHECK(metric(world, "device_compute_ms_mean") == Approx(4));
    CHECK(metric(world, "device_run_ms_mean") == Approx(6));
    CHECK(metric(world, "device_load_energy") == Approx(100 * 1500.0 / 260'000));
}

TEST_CASE("collections are counted by loads and runs", "[world]") {
    World world = with_library();
    Garbage garbage;
    garbage.model = "pocket";
    garbage.load = {4, 20, 5};
    garbage.interaction = {0.5, 3, 1};
    garbage.interaction_ms = 30;
    world.phone->garbage = {garbage};
    world.phone->sessions = Sessions{5, 1};
    CHECK(metric(world, "load_collections") == Approx(4));
    CHECK(metric(world, "load_collecting_share") == Approx(0.2));
    CHECK(metric(world, "interaction_ms_mean") == Approx(150));
    CHECK(metric(world, "interaction_collections") == Approx(2.5));
    CHECK(metric(world, "interaction_pause_ms") == Approx(5));
    CHECK(metric(world, "interaction_collecting_share") == Approx(0.1));
}

TEST_CASE("a world without libraries counts nothing of it, and is the same", "[world]") {
    World plain = with_library();
    plain.phone->libraries.clear();
    plain.phone->idle_use.reset();
    CHECK_FALSE(run_of(plain).phones);
    World used = plain;
    used.phone->idle_use = StageUse{0.1, 0, 0};
    CHECK(run_of(used).phones);
    CHECK(run_of(used).fingerprint == run_of(plain).fingerprint);
}

TEST_CASE("libraries name models of the phone, and rescale within a run", "[world]") {
    CHECK_THAT(refusal([](World& w) { w.phone->libraries.front().models = {"pockets"}; }),
               Catch::Contains("'pockets'") && Catch::Contains("pocket"));
    CHECK_THAT(refusal([](World& w) { w.phone->libraries.push_back(w.phone->libraries.front()); }),
               Catch::Contains("in two libraries"));
    CHECK_THAT(refusal([](World& w) { w.phone->libraries.front().rescale_ms = 7; }),
               Catch::Contains("longer than a run of 'pocket'"));
    CHECK_THAT(refusal([](World& w) { w.phone->garbage.resize(1); }),
               Catch::Contains("has no model ''"));
    CHECK_THAT(refusal([](World& w) {
                   RequestClass own;
                   own.name = "own";
                   own.phone = w.phone;
                   w.classes = {own};
               }),
               Catch::Contains("one kind of phones"));
}

}  // namespace mdisim
