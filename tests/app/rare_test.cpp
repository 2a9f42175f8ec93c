// What a user sees of what is rare.
#include <string>
#include <vector>

#include "sim/app/command.hpp"
#include "sim/describe/letters.hpp"
#include "tests/app/child.hpp"
#include "tests/scenario/temporary.hpp"

namespace mdisim {
namespace {

using namespace testing;
using Catch::Contains;

Ended rare_of_hello(const std::vector<std::string>& more) {
    const TemporaryFolder folder;
    return run_program(with({"rare", MDISIM_SOURCE_DIR "/scenarios/hello/hello.json", "--set",
                             "requests=300", "--results", folder.path("results")},
                            more));
}

}  // namespace

TEST_CASE("what is rare is a table that fits a terminal", "[app][rare]") {
    const Ended table = rare_of_hello({"--set", R"(network={"profile": "networks/lte"})"});
    REQUIRE(table.code == exit_ok);
    CHECK_THAT(table.out, Contains("what is rare, by 7 parts of the network's draws"));
    CHECK_THAT(table.out, Contains("late, per million") && Contains("p99 ms"));
    for (const std::string& line : lines_of(table.out)) CHECK(letters(line) <= 80);
    const Ended csv = rare_of_hello({"--rarest", "1e-3", "--format", "csv"});
    CHECK_THAT(csv.out, Contains("policy,late,late_low,late_high,unseen,latency_ms_p99,"));
    const Ended one = rare_of_hello({"--rarest", "1e-3", "--format", "csv", "--jobs", "1"});
    CHECK(one.out == csv.out);
}

TEST_CASE("what nothing is known of is said", "[app][rare]") {
    const Ended few = rare_of_hello({"--set", R"(network={"kind": "latency", "latency":
        {"kind": "empirical", "samples_ms": [5, 6, 7, 9]}})"});
    CHECK(few.code == exit_ok);
    CHECK_THAT(few.out, Contains("4 samples: nothing is known of a share below"));
}

TEST_CASE("what cannot be told as rare is refused", "[app][rare]") {
    CHECK(rare_of_hello({"--rarest", "2"}).code == exit_usage);
    CHECK(rare_of_hello({"--set", "replications=2"}).code == exit_usage);
    const Ended waiting = rare_of_hello({"--set", "servers.replicas=2"});
    CHECK(waiting.code == exit_usage);
    CHECK_THAT(waiting.err, Contains("requests that cannot touch each other"));
    const Ended late = rare_of_hello(
        {"--set",
         R"(policies=[{"name": "late", "select": "mdinference", "place": "just_in_time"}])"});
    CHECK(late.code == exit_usage);
    CHECK_THAT(late.err, Contains("late copies on one phone wait for each other"));
    const Ended swept = rare_of_hello({"--over", "sla_ms=100,200"});
    CHECK(swept.code == exit_usage);
    CHECK_THAT(swept.err, Contains("--set sla_ms=100"));
    const Ended apart = rare_of_hello({"--set", "network.directions=independent"});
    CHECK(apart.code == exit_usage);
    CHECK_THAT(apart.err, Contains("drawn apart"));
}

}  // namespace mdisim
