#include "sim/report/tables/citation.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "sim/campaign/folder/manifest.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/least.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Catch::Contains;

// The citation in one line, since it is folded.
std::string cited(const std::string& members) {
    const Scenario scenario = loaded_from(least_scenario(members));
    Manifest manifest;
    manifest.document = Node::object();
    manifest.document.set("fingerprint", Node(std::string("0123456789abcdef")));
    std::string text = citation_of(scenario, manifest);
    for (char& c : text) c = c == '\n' ? ' ' : c;
    return text;
}

}  // namespace

TEST_CASE("a citation says how much was simulated", "[cite]") {
    CHECK_THAT(cited("{}"), Contains("5 requests in 10 replications") && Contains("seed 1,"));
    CHECK_THAT(cited(R"({"sweep": {"sla_ms": [50, 100, 150]}})"),
               Contains("5 requests at each of 3 points in 10 replications"));
    CHECK_THAT(cited(R"({"sweep": {"requests": [50, 5, 20]}})"),
               Contains("5 to 50 requests at each of 3 points in 10 replications"));
    CHECK_THAT(cited(R"({"sweep": {"replications": [2, 4]}})"),
               Contains("5 requests at each of 2 points in 2 to 4 replications"));
    const std::string seeds = cited(R"({"sweep": {"seed": [4, 1, 9]}})");
    CHECK_THAT(seeds, Contains("seeds 1 to 9, fingerprint") && Contains("; seeds 1 to 9; 5 "));
}

TEST_CASE("a citation says what its intervals are of", "[cite]") {
    CHECK_THAT(cited("{}"), Contains("95 % intervals over replications. "));
    CHECK_THAT(cited(R"({"policies": ["fastest", "pure_random"]})"),
               Contains("over replications; policies met the same requests."));
    CHECK_THAT(cited(R"({"replications": 1})"),
               Contains("5 requests in 1 replication with") &&
                   Contains("There is one replication, so shares alone have intervals"));
}

}  // namespace mdisim
