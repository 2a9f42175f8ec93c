// Time series against worlds worked out by hand, and against what is known of the whole run.
#include <cstdint>

#include "sim/engine/digest.hpp"
#include "sim/engine/law.hpp"
#include "sim/engine/time.hpp"
#include "sim/measure/series.hpp"
#include "sim/measure/tally_bytes.hpp"
#include "sim/world/workload/workload.hpp"
#include "sim/world/world.hpp"
#include "tests/run/scripted_control.hpp"
#include "tests/support/worlds.hpp"
#include "tests/validation/by_hand.hpp"

namespace mdisim {
namespace {

using namespace validation;

Servers replicas(int64_t number) {
    Servers servers;
    servers.replicas = number;
    return servers;
}

// One replica; every request takes a second and a half, and there is no network.
World line_at_the_door() {
    World world = world_of({Constant{0}, Constant{1500}}, replicas(1));
    world.workload = StampWorkload{{0, 500, 600, 3000}};
    world.series = SeriesRequest{1};
    return world;
}

Tally run(const World& world, const Plan& plan, const std::string& place = "cloud") {
    const Cell cell = worlds::cell(world, 2000, "fastest", place);
    return simulate({&cell, 1}, plan).front().tally;
}

double ms(uint128 ns) { return static_cast<double>(ns) / 1e6; }

}  // namespace

TEST_CASE("a line of four requests, window by window", "[validation][series]") {
    Plan plan = worlds::plan(4);
    plan.warm_up = GENERATE(0u, 2u);  // a series shows it too
    const Tally tally = run(line_at_the_door(), plan);
    // They run from 0, 1.5, 3 and 4.5 s on; the last leaves at 6 s.
    const std::vector<SeriesWindow>& w = tally.series.value().windows();
    REQUIRE(w.size() == 6);
    const std::vector<uint64_t> created = {3, 0, 0, 1, 0, 0};
    const std::vector<double> waiting_ms = {100 + 2 * 400, 2 * 500 + 500, 1000, 1000, 500, 0};
    for (size_t k = 0; k < w.size(); ++k) {
        CAPTURE(k);
        CHECK(w[k].requests == created[k]);
        CHECK(w[k].chosen[0] == created[k]);
        CHECK(ms(w[k].waiting_ns) == waiting_ms[k]);
        CHECK(ms(w[k].cores_busy) == 1000);
        CHECK(ms(w[k].cores_there) == 1000);
        CHECK(ms(w[k].replicas_ns) == 1000);
        CHECK(ms(w[k].watched_ns) == 1000);
        CHECK((w[k].active_ns[0] == 0));  // nothing controls
    }
    CHECK(w[0].on_time == 1);
    CHECK(w[3].on_time == 0);
    CHECK(ms(w[0].latency.total) == 1500 + 2500 + 3900);
    CHECK(ms(w[3].latency.total) == 3000);
}

TEST_CASE("integrals over all windows are the sums over all requests", "[validation][series]") {
    World world = world_of({Exponential{10}, LogNormal{30, 45}, Exponential{70}}, replicas(3));
    world.servers->drop_late = true;
    world.series = SeriesRequest{0.125};
    for (uint32_t replication : {0u, 1u}) {
        const Tally tally = run(world, worlds::plan(5000, replication));
        const Series& series = *tally.series;
        const Span all{{}, series.span_of(series.windows().size()).from};
        const SeriesWindow sum = series.over(all);
        CHECK(series.windows().size() > 300);
        CHECK(tally.dropped > 0);
        CHECK(sum.requests == tally.requests);
        CHECK(sum.on_time == tally.on_time);
        CHECK(sum.dropped == tally.dropped);
        CHECK(sum.chosen == tally.chosen);
        CHECK((sum.latency.total == tally.latency.total));
        CHECK((sum.waiting_ns == tally.waiting.total));  // Little's law, on the path
        CHECK((sum.cores_busy == tally.execution.total));
        CHECK((sum.replicas_ns == 3 * sum.watched_ns));
    }
}

TEST_CASE("the model on offer is the active one, to the nanosecond", "[validation][series]") {
    scripted::Script script;
    script.period_ms = 700;
    script.answer = [](const ControlView& view) {
        Operation next = view.running;
        next.model = view.now_ms == 700 ? 1 : 0;
        return next;
    };
    World world = scripted::world();
    world.workload = scripted::all_at({0, 1000, 2450});
    world.series = SeriesRequest{0.5};
    const std::vector<SeriesWindow> w = script.run(world, 1e6, 3).series.value().windows();
    REQUIRE(w.size() >= 5);
    const std::vector<double> first_ms = {500, 200, 100, 500, 500};  // but from 700 to 1400
    for (size_t k = 0; k < first_ms.size(); ++k) {
        CAPTURE(k);
        CHECK(ms(w[k].active_ns[0]) == first_ms[k]);
        CHECK(ms(w[k].active_ns[1]) == 500 - first_ms[k]);
    }
    CHECK(w[2].chosen == std::vector<uint64_t>{0, 1});
    CHECK(ms(w[2].cores_busy) == 10);
}

TEST_CASE("both paths give the same series", "[validation][series]") {
    World world = worlds::plain();
    world.series = SeriesRequest{20};
    const std::string place = GENERATE("cloud", "both", "phone");
    Plan plan = worlds::plan(700, 2);
    const Series by_columns = run(world, plan, place).series.value();
    plan.path = Path::events;
    CHECK((run(world, plan, place).series.value() == by_columns));
    CHECK(by_columns.windows().size() == 35);
    CHECK((by_columns.over({{}, by_columns.span_of(35).from}).watched_ns == 0));  // no servers
}

TEST_CASE("asking for a series changes nothing else", "[validation][series]") {
    World world = world_of({Exponential{10}, LogNormal{30, 45}, Exponential{70}}, replicas(4));
    const Tally without = run(world, worlds::plan(2000));
    CHECK(!without.series);
    world.series = SeriesRequest{0.5};
    Tally with = run(world, worlds::plan(2000));
    with.series.reset();
    CHECK(to_bytes(with) == to_bytes(without));
}

TEST_CASE("a series over an absurd number of windows is the user's error", "[validation][series]") {
    World world = line_at_the_door();
    world.workload = StampWorkload{{0, 1e9}};
    world.series = SeriesRequest{0.001};
    CHECK_THROWS_AS(run(world, worlds::plan(2)), OutOfRange);
}

}  // namespace mdisim
