#include "sim/world/world.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/describe/field.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/measure/outcome.hpp"
#include "sim/measure/tally.hpp"
#include "sim/run/requests.hpp"
#include "sim/run/tape.hpp"
#include "sim/world/models/models.hpp"
#include "sim/world/purposes.hpp"
#include "sim/world/servers.hpp"
#include "tests/support/worlds.hpp"

namespace mdisim {
namespace {

using worlds::plain;

World still() {
    World world = plain();
    world.models.family = Family::constant;
    world.phone->models.family = Family::constant;
    LatencyLink link;
    link.latency = Constant{5};
    world.network = link;
    return world;
}

template <class Change>
ReadyWorld with(Change change, World world = plain()) {
    change(world);
    return ReadyWorld(world);
}

TEST_CASE("a world says what its answers are graded by", "[world]") {
    const Grading grading = ReadyWorld(plain()).grading();
    CHECK(grading.cloud_names ==
          std::vector<std::string>{"tiny", "small", "middle", "broad", "large"});
    CHECK(grading.cloud_accuracy == std::vector<double>{0.5, 0.7, 0.74, 0.76, 0.82});
    CHECK(grading.phone_accuracy == std::vector<double>{0.41, 0.6});
    CHECK(grading.replicas == 0);
    CHECK(with([](World& w) { w.phone.reset(); }).grading().phone_accuracy.empty());
    CHECK(with([](World& w) { w.servers = Servers{7, {}, {}, false}; }).grading().replicas == 7);
    // By what is true, whatever is believed.
    const auto misjudged = [](World& w) { w.models.list[0].belief = Belief{1, 1, 0.99}; };
    CHECK(with(misjudged).grading().cloud_accuracy[0] == 0.5);
    CHECK(with(misjudged).offer().most_accurate().model == 0);
}

TEST_CASE("a world reads no more of the tape than it needs", "[world]") {
    const ReadyWorld none(still());
    CHECK_FALSE(none.draws_arrivals());
    CHECK_FALSE(none.network().draws_latency());
    CHECK_FALSE(none.network().draws_bandwidth());
    CHECK_FALSE(none.draws_execution());
    CHECK(with([](World& w) { w.workload = PoissonWorkload{2}; }, still()).draws_arrivals());
    CHECK(with([](World& w) { w.phones = 2; }, still()).draws_arrivals());
    CHECK(with(
              [](World& w) {
                  w.network = LatencyLink{Exponential{5}, {}, {}, {}, {}};
              },
              still())
              .network()
              .draws_latency());
    CHECK(with([](World& w) { w.network = BandwidthLink{}; }, still()).network().draws_bandwidth());
    CHECK(with([](World& w) { w.models.family = Family::gamma; }, still()).draws_execution());
    CHECK(
        with([](World& w) { w.phone->models.family = Family::gamma; }, still()).draws_execution());
}

Digest tape_of(const World& world) {
    const Cell cell = worlds::cell(world, 100, "fastest");
    return simulate({&cell, 1}, worlds::plan(300)).front().tape;
}

TEST_CASE("the digest of a world's tape covers what it draws, and not what it makes of it",
          "[world]") {
    CHECK(tape_of(still()) == Digest{});
    Tape tape(7, 0, 300);
    while (tape.advance()) {
        tape.lanes(network_draws);
        tape.lanes(execution_draws);
    }
    Digest expected = tape.digest(network_draws);
    expected += tape.digest(execution_draws);
    CHECK(tape_of(plain()) == expected);
    CHECK(tape_of(plain(80, 3)) == expected);
    World other = plain();
    other.models.list.pop_back();
    CHECK(tape_of(other) == expected);
    other.workload = PoissonWorkload{3};
    CHECK(tape_of(other) != expected);
}

TEST_CASE("a world weighs what is sent in whole bytes", "[world]") {
    CHECK(with([](World& w) { w.payload.up_kb = 53.982; }).classes().up_bytes(0) == 53'982);
    CHECK(with([](World& w) { w.payload.up_kb = 0.0004; }).classes().up_bytes(0) == 0);
    const Cell cell = worlds::cell(plain(), 100, "fastest");
    const Tally tally = simulate({&cell, 1}, worlds::plan(10)).front().tally;
    CHECK(tally.sent_bytes == 10 * 53'982);
}

TEST_CASE("without a phone nothing can run on it", "[world]") {
    const ReadyWorld world = with([](World& w) { w.phone.reset(); });
    CHECK(world.phones().models().empty());
    CHECK_FALSE(world.phones().models().random());
}

TEST_CASE("a world needs a model in the cloud", "[world]") {
    const auto validated = [](const World& world) { describe(Tag<World>{}).validate(&world); };
    CHECK_NOTHROW(validated(plain()));
    World empty = plain();
    empty.models.list.clear();
    CHECK_THROWS_AS(validated(empty), UserError);
    World crowded = plain();
    crowded.models.list.assign(no_model, worlds::model("m", 0.5, 1, 0));
    CHECK_THROWS_AS(validated(crowded), UserError);
}

}  // namespace
}  // namespace mdisim
