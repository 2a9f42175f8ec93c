#include "sim/campaign/rounds/settling.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "sim/scenario/scenario.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;

// A queue of one server that needs 100 ms for each request.
Scenario queue_at(const std::string& rate, const std::string& keys = "") {
    return loaded_from(R"({"version": 1, "requests": 2000, "replications": 20, "sla_ms": 300,
        "workload": {"kind": "poisson", "rate_per_s": )" +
                       rate + R"(},
        "network": {"kind": "latency", "latency": {"kind": "constant", "value_ms": 0}},
        "models": {"family": "constant",
                   "list": [{"name": "model", "accuracy": 1, "mean_ms": 100}]},
        "servers": {"replicas": 1}, "warm_up": "auto", "policies": ["fastest"])" +
                       keys + "}");
}

}  // namespace

TEST_CASE("the greatest warm-up of all points holds for all", "[rounds]") {
    const int64_t slow = automatic_warm_up(queue_at("7"), 1, nullptr);
    const int64_t busy = automatic_warm_up(queue_at("9"), 1, nullptr);
    for (const int64_t found : {slow, busy}) {
        CHECK(found % 5 == 0);
        CHECK(found > 0);  // a queue starts empty
        CHECK(found <= 1000);
    }
    CHECK(slow < busy);
    for (const char* order : {"[7, 9]", "[9, 7]"}) {
        const Scenario both =
            queue_at("7", R"(, "sweep": {"workload.rate_per_s": )" + std::string(order) + "}");
        CHECK(automatic_warm_up(both, 3, nullptr) == busy);  // of 20 replications, 3 at once
    }
}

TEST_CASE("where nothing waits, every request counts", "[rounds]") {
    CHECK(automatic_warm_up(loaded_from(least_scenario(R"({"requests": 100})")), 1, nullptr) == 0);
}

TEST_CASE("what has no steady state is refused", "[rounds]") {
    const auto mistake = [](const Scenario& scenario) {
        const auto all = problems_of([&] { (void)automatic_warm_up(scenario, 1, nullptr); });
        REQUIRE_FALSE(all.empty());
        return all[0].what;
    };
    CHECK_THAT(mistake(queue_at("15")), Catch::Contains("overloaded"));
    CHECK_THAT(mistake(loaded_from(least_scenario(R"({"requests": 20})"))),
               Catch::Contains("MSER-5 needs from 50"));
}

}  // namespace mdisim
