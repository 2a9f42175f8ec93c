#include "sim/scenario/records.hpp"

#include <cstdint>

#include "sim/campaign/identity/identity.hpp"
#include "sim/describe/error.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/scenario/temporary.hpp"
#include "tests/support/watched.hpp"

namespace mdisim {
namespace {

using namespace testing;

Overrides sets(const std::string& path, const std::string& value) { return {{{path, value}}, {}}; }

}  // namespace

TEST_CASE("no records unless they are asked for", "[scenario]") {
    const Scenario s = busy_scenario();
    CHECK(s.outputs().records().requests == 0);
    CHECK(s.written_out().find("records") == nullptr);
}

TEST_CASE("records are the first requests that are counted, or some of all", "[scenario]") {
    const Scenario first = busy_scenario(R"(, "records": {"requests": 3})");
    const Plan plan = first.point(0).plan();
    CHECK(first.outputs().records().chosen(plan, plan.requests) ==
          std::vector<uint64_t>{10, 11, 12});
    const Scenario sampled = busy_scenario(R"(, "records": {"requests": 3, "which": "sampled"})");
    const std::vector<uint64_t> some = sampled.outputs().records().chosen(plan, plan.requests);
    REQUIRE(some.size() == 3);
    CHECK(some.front() >= 10);
    CHECK(some.back() < 300);
    CHECK(some != first.outputs().records().chosen(plan, plan.requests));
    CHECK(sampled.written_out().find("records")->find("which")->text == "sampled");
}

TEST_CASE("the command line may ask for records, and take them away", "[scenario]") {
    CHECK(busy_scenario("", sets("records.requests", "5")).outputs().records().requests == 5);
    const std::string some = R"(, "records": {"requests": 3, "which": "sampled"})";
    const Scenario more = busy_scenario(some, sets("records.requests", "5"));
    CHECK(more.outputs().records().requests == 5);
    CHECK(more.outputs().records().which == RecordChoice::sampled);
    CHECK(busy_scenario(some, sets("records.requests", "0")).written_out().find("records") ==
          nullptr);
}

TEST_CASE("what is kept of requests is no part of how results are made", "[scenario]") {
    const std::string claim =
        R"(, "claims": [{"id": "c", "paper": "p", "says": "s", "verdict": "reproduced",
            "policy": "copy", "metric": "attainment", "expect": {"least": 0}}])";
    const Scenario plain = busy_scenario(claim);
    const Scenario kept = busy_scenario(claim, sets("records.requests", "5"));
    CHECK(differences(identity_of(plain), identity_of(kept)).empty());
    CHECK(kept.written_out().find("claims") != nullptr);
    CHECK(busy_scenario(claim, sets("seed", "5")).written_out().find("claims") == nullptr);
}

TEST_CASE("mistakes in records are told with their places", "[scenario]") {
    const auto said = [](const std::string& block) {
        std::vector<std::string> lines;
        for (const Problem& p : problems_of([&] { busy_scenario(R"(, "records": )" + block); })) {
            lines.push_back(p.pointer + " " + p.what);
        }
        CAPTURE(block, lines);
        REQUIRE(lines.size() == 1);
        return lines[0];
    };
    CHECK_THAT(said("20"), Catch::StartsWith("/records expected an object"));
    CHECK_THAT(said(R"({"request": 20})"), Catch::Contains("requests"));
    CHECK_THAT(said(R"({"requests": -1})"), Catch::StartsWith("/records/requests"));
    CHECK_THAT(said(R"({"requests": 1, "which": "last"})"), Catch::StartsWith("/records/which"));
}

TEST_CASE("the home of a scenario is where it would be without its sweep", "[scenario]") {
    const auto home = [](const std::string& sweep, const Overrides& overrides = {}) {
        const Scenario s = busy_scenario(R"(, "sweep": )" + sweep, overrides);
        std::string at;
        for (const Node& label : s.grid().labels(s.home())) at += label_text(label) + " ";
        return at;
    };
    CHECK(home(R"({"sla_ms": [60, 90.0, 120]})") == "90.0 ");
    CHECK(home(R"({"sla_ms": [60, 120]})") == "60 ");
    CHECK(home(R"({"servers.replicas": [1, 2, 3], "phones": [1, 3]})") == "2 1 ");
    CHECK(home(R"({"servers.replicas": [1, 2, 3]})", sets("servers.replicas", "3")) == "");
    CHECK(home(R"({"sla_ms": [60, 90]})", sets("seed", "2")) == "90 ");
}

}  // namespace mdisim
