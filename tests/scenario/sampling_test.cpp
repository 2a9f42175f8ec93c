#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/scenario/sweep/point.hpp"
#include "sim/world/sampling.hpp"
#include "tests/scenario/swept.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Sets = std::vector<std::pair<std::string, std::string>>;

std::string refusal_of(Sets sets) {
    sets.emplace_back("sampling", "stratified");
    std::string said;
    for (const Problem& p : problems_of([&] { swept("{}", {sets, {}}); })) said += p.what + '\n';
    return said;
}

TEST_CASE("strata are for requests that cannot touch each other", "[scenario][strata]") {
    CHECK(refusal_of({}).empty());
    CHECK_THAT(refusal_of({{"servers.replicas", "2"}}),
               Catch::Contains("cannot touch each other, but requests wait for servers"));
    CHECK_THAT(refusal_of({{"policies", R"(["modipick"])"}, {"beliefs.kind", "ewma"}}),
               Catch::Contains("but beliefs follow what is measured"));
    CHECK_THAT(refusal_of({{"requests", "null"}, {"duration_s", "5"}}),
               Catch::Contains("for a number of requests that is known"));
    CHECK_THAT(refusal_of({{"retries.timeout_ms", "5"}}),
               Catch::Contains("but clients send again"));
}

TEST_CASE("strata are of another world, and of plans that share no tape", "[scenario][strata]") {
    const Scenario scenario = swept(R"({"sampling": ["independent", "stratified"]})");
    REQUIRE(scenario.size() == 2);
    CHECK(scenario.point(0).world_digest != scenario.point(1).world_digest);
    CHECK(scenario.point(0).plan().sampling == Sampling::independent);
    CHECK(scenario.point(1).plan().sampling == Sampling::stratified);
}

}  // namespace
}  // namespace mdisim
