#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sim/describe/error.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/sampling.hpp"
#include "tests/scenario/swept.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Sets = std::vector<std::pair<std::string, std::string>>;

std::string refusal_of(const Sets& sets) {
    std::string said;
    for (const Problem& p : problems_of([&] { swept("{}", {sets, {}}); })) said += p.what + '\n';
    return said;
}
std::string refusal_of_strata(Sets sets) {
    sets.emplace_back("sampling", "stratified");
    return refusal_of(sets);
}

TEST_CASE("strata are for requests that cannot touch each other", "[scenario][strata]") {
    CHECK(refusal_of_strata({}).empty());
    CHECK_THAT(refusal_of_strata({{"servers.replicas", "2"}}),
               Catch::Contains("\"sampling\": \"stratified\" is for requests that cannot touch "
                               "each other, but requests wait for servers"));
    CHECK_THAT(refusal_of_strata({{"policies", R"(["modipick"])"}, {"beliefs.kind", "ewma"}}),
               Catch::Contains("but beliefs follow what is measured"));
    CHECK_THAT(refusal_of_strata({{"retries.timeout_ms", "5"}}),
               Catch::Contains("but clients send again"));
}

TEST_CASE("a part of all draws is a part of (0, 1), of a network that draws",
          "[scenario][strata]") {
    const std::pair<std::string, std::string> latency = {
        "network", R"({"kind": "latency", "latency": {"kind": "exponential", "mean_ms": 9}})"};
    const auto part = [](const char* from, const char* to) {
        return std::pair<std::string, std::string>(
            "network_draws", std::string("{\"from\": ") + from + ", \"to\": " + to + "}");
    };
    CHECK(refusal_of({latency, part("0.9", "1")}).empty());
    CHECK_THAT(refusal_of({latency, part("0.9", "0.9")}), Catch::Contains("needs from < to"));
    CHECK_THAT(refusal_of({latency, part("0.9", "1.5")}), Catch::Contains("between 0 and 1"));
    CHECK_THAT(
        refusal_of(
            {{"network", R"({"kind": "latency", "latency": {"kind": "constant", "value_ms": 9}})"},
             part("0.9", "1")}),
        Catch::Contains("the network draws no latency"));
    CHECK_THAT(refusal_of({latency, part("0.9", "1"), {"servers.replicas", "2"}}),
               Catch::Contains("\"network_draws\" is for requests that cannot touch each other"));
}

TEST_CASE("strata are of another world, and of plans that share no tape", "[scenario][strata]") {
    const Scenario scenario = swept(R"({"sampling": ["independent", "stratified"]})");
    REQUIRE(scenario.size() == 2);
    CHECK(scenario.point(0).world_digest != scenario.point(1).world_digest);
    CHECK(scenario.point(0).plan().drawn.plain());
    CHECK(scenario.point(1).plan().drawn.sampling == Sampling::stratified);
}

}  // namespace
}  // namespace mdisim
