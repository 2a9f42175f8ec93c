#include "sim/scenario/stopping/stopping.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;

TEST_CASE("goals are metrics with numbers, in the file or set", "[stopping]") {
    CHECK_FALSE(loaded_from(least_scenario()).stopping().any());
    const Scenario scenario =
        loaded_from(least_scenario(R"({"precision": {"attainment": 0.01}})"),
                    {{{"precision.usage.A", "0.02"}, {"best.effective_accuracy", "0.001"}}, {}});
    const Stopping& stopping = scenario.stopping();
    REQUIRE(stopping.precision().size() == 2);
    CHECK(stopping.precision()[0].metric == "attainment");
    CHECK(stopping.precision()[1].metric == "usage.A");
    CHECK(stopping.precision()[1].size == 0.02);
    REQUIRE(stopping.best().size() == 1);
    CHECK(stopping.best()[0].size == 0.001);
    CHECK_FALSE(scenario.changed());  // so that thresholds hold
    // They are written out, so that a manifest says the same.
    const Scenario again = Scenario::from(scenario.written_out(), "", "again");
    CHECK(again.stopping().precision().size() == 2);
    CHECK(again.stopping().best().size() == 1);
}

TEST_CASE("goals that say nothing are refused", "[stopping]") {
    using Catch::Contains;
    const auto mistake = [](const std::string& members) {
        const std::vector<std::string> all = mistakes_in(least_scenario(members));
        REQUIRE(all.size() == 1);
        return all[0];
    };
    CHECK_THAT(mistake(R"({"precision": {"atainment": 0.01}})"), Contains("'attainment'"));
    CHECK_THAT(mistake(R"({"precision": {"attainment": 0}})"), Contains("above 0"));
    CHECK_THAT(mistake(R"({"precision": {"attainment": "narrow"}})"), Contains("above 0"));
    CHECK_THAT(mistake(R"({"precision": 0.01})"), Contains("metrics with numbers"));
    CHECK_THAT(mistake(R"({"precision": {}})"), Contains("at least one metric"));
    CHECK_THAT(mistake(R"({"best": {"latency_ms_p99": 1}})"), Contains("quantile"));
    CHECK_THAT(mistake(R"({"best": {"usage.A": 0.1}})"), Contains("better"));
    CHECK_THAT(mistake(R"({"precision": {"attainment": 0.1},
                           "sweep": {"replications": [2, 3]}})"),
               Contains("sweep over 'replications'"));
}

TEST_CASE("with_number changes the number of replications alone", "[stopping]") {
    const Scenario scenario =
        loaded_from(least_scenario(R"({"sweep": {"sla_ms": [50, 100]}})"),
                    {{{"replications", "4"}, {"network.latency.mean_ms", "6"}}, {}});
    const Scenario more = with_number(scenario, "replications", 7);
    for (size_t i = 0; i < 2; ++i) {
        CHECK(scenario.point(i).setting.replications == 4);
        CHECK(more.point(i).setting.replications == 7);
        CHECK(more.point(i).setting.sla_ms == scenario.point(i).setting.sla_ms);
        CHECK(more.point(i).world_digest == scenario.point(i).world_digest);
    }
}

}  // namespace
}  // namespace mdisim
