#include "sim/run/trials/characterise.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/decide/characterisation.hpp"
#include "sim/world/correctness.hpp"
#include "sim/world/models/models.hpp"
#include "tests/run/scripted_control.hpp"
#include "tests/support/characterised.hpp"

namespace mdisim {
namespace {

World tried() {
    World w = scripted::world();
    w.models.threads = {{1, 3}, {2, 2}, {4, 1}, {3, 1}};
    w.servers->replicas = 2;
    w.servers->threads = 2;
    w.servers->waiting_room = 3;
    w.trials = {1000, 1.5, 3, 5};
    return w;
}

TEST_CASE("every model is tried on every arrangement of the cores, at rising rates", "[run]") {
    const std::vector<Trial> trials = trials_of(ReadyWorld(tried()));
    REQUIRE(trials.size() == 2 * 3 * 3);
    CHECK(trials[0].on == Arrangement{4, 1});
    CHECK(trials[3].on == Arrangement{2, 2});
    CHECK(trials[6].on == Arrangement{1, 4});  // of three threads there is none: 4 cores
    // Two replicas carry one "slow" in 100 x 2 ms each: 10 a second.
    CHECK(trials[3].rate_per_s == Approx(5));
    CHECK(trials[4].rate_per_s == Approx(10));
    CHECK(trials[5].rate_per_s == Approx(15));
    CHECK(trials[9].model == 1);
    CHECK(trials[9].world.models.list.size() == 1);
    CHECK(trials[9].world.models.list[0].name == "quick");
    CHECK_FALSE(trials[9].world.servers->waiting_room);
    CHECK(trials[9].plan.requests == 1000);
    CHECK(trials[9].plan.warm_up == 100);
}

TEST_CASE("trials know nothing of right and wrong answers", "[run]") {
    World graded = tried();
    graded.correctness = Correctness{};
    graded.beliefs.accuracy_alpha = 0.1;
    for (Model& m : graded.models.list) m.loading = 0.5;
    for (const Trial& trial : trials_of(ReadyWorld(graded))) {
        CHECK_FALSE(trial.world.correctness);
        CHECK_FALSE(trial.world.beliefs.accuracy_alpha);
        CHECK_FALSE(trial.world.models.list[0].loading);
    }
}

TEST_CASE("what comes out is the latency of each at its rate", "[run]") {
    const Characterisation table = testing::characterised(ReadyWorld(tried()));
    REQUIRE(table.series().size() == 6);
    for (const Characterisation::Series& s : table.series()) {
        REQUIRE(s.rates.size() == 3);
        for (const auto& t : s.rates) CHECK(t.latencies.total() == 900);
        const double alone_ms = (s.model == 0 ? 100 : 10) * (s.on.threads == 1   ? 3
                                                             : s.on.threads == 2 ? 2
                                                                                 : 1);
        CHECK(s.rates[0].latencies.quantile(0.01).ms() == Approx(alone_ms).epsilon(0.002));
        const double low = table.p99_ms(s.model, s.on, s.rates[0].rate_per_s);
        const double high = table.p99_ms(s.model, s.on, s.rates[2].rate_per_s);
        CHECK(low < 12 * alone_ms);
        CHECK(high > 50 * alone_ms);  // half as much again as it carries
    }
}

}  // namespace
}  // namespace mdisim
