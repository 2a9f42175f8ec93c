#include <string>

#include "sim/decide/control.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

const std::string by_rate_and_line = R"({"columns": ["rate_per_s", "waiting"], "rows": [
    {"from": [0, 0], "model": "slow"}, {"from": [0, 5], "model": "middle"},
    {"from": [30, 0], "model": "middle"}, {"from": [30, 5], "model": "quick"}]})";

TEST_CASE("control table: the model of the row that holds", "[policies]") {
    Servers servers("table", by_rate_and_line);
    CHECK(servers.policy().period_ms() == 1000);
    CHECK_NOTHROW(servers.policy().check(servers.view()));
    CHECK(servers.ask() == Operation{2, {4, 1}, 1});
    servers.arrive_at(29);
    CHECK(servers.ask().model == 2);
    servers.arrive_at(31);
    CHECK(servers.ask().model == 1);
    servers.queue = {4, 4, 5};
    CHECK(servers.ask().model == 0);
    servers.arrive_at(29);
    CHECK(servers.ask().model == 1);
}

TEST_CASE("control table: also how the servers are arranged", "[policies]") {
    Servers servers("table", R"({"columns": ["busy"], "offers": "and_faster", "rows": [
        {"from": [0], "model": "slow", "replicas": 2, "threads": 2},
        {"from": [3], "model": "slow"}]})");
    CHECK(servers.policy().rearranges());
    CHECK_NOTHROW(servers.policy().check(servers.view()));
    CHECK(servers.ask() == Operation{2, {2, 2}, 1, Offering::and_faster});
    servers.queue = {2, 3, 0};
    CHECK(servers.ask() == Operation{2, {2, 2}, 1, Offering::and_faster});  // as before
    Servers held("table", R"({"columns": ["busy"], "rows": [{"from": [0], "model": "slow"}]})");
    CHECK_FALSE(held.policy().rearranges());
}

TEST_CASE("control table: what the servers cannot do is the user's mistake", "[policies]") {
    Servers wrong("table", R"({"columns": ["busy"], "rows": [
        {"from": [0], "model": "slow", "replicas": 3, "threads": 2}]})");
    CHECK_THROWS_WITH(wrong.policy().check(wrong.view()),
                      "row 1 of the table of decisions: the 4 cores cannot be arranged as 3 "
                      "replicas of 2 threads");
    Servers unknown("table", R"({"columns": ["busy"], "rows": [{"from": [0], "model": "slo"}]})");
    CHECK_THROWS_WITH(unknown.policy().check(unknown.view()),
                      "the servers have no model 'slo'. Did you mean 'slow'?");
}

}  // namespace
}  // namespace mdisim::controls
