#include "sim/decide/control.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

TEST_CASE("control hold: one model, on the cores as they are, asked once", "[policies]") {
    Servers servers("hold", R"({"model": "middle"})");
    CHECK(servers.policy().period_ms() == 0);
    CHECK(servers.ask() == Operation{1, {4, 1}, 1});
    CHECK_NOTHROW(servers.policy().check(servers.view()));
}

TEST_CASE("control hold: on other arrangements of the same cores", "[policies]") {
    Servers servers("hold", R"({"model": "slow", "replicas": 2, "threads": 2})");
    CHECK(servers.ask() == Operation{2, {2, 2}, 1});
    CHECK_NOTHROW(servers.policy().check(servers.view()));
    Servers wrong("hold", R"({"model": "slow", "replicas": 3, "threads": 2})");
    CHECK_THROWS_WITH(wrong.policy().check(wrong.view()),
                      "the servers' 4 cores cannot be arranged as 3 replicas of 2 threads");
}

TEST_CASE("control hold: may offer what is faster too", "[policies]") {
    Servers servers("hold", R"({"model": "middle", "offers": "and_faster"})");
    CHECK(servers.ask() == Operation{1, {4, 1}, 1, Offering::and_faster});
}

TEST_CASE("control hold: a model that is not there is the user's mistake", "[policies]") {
    Servers servers("hold", R"({"model": "midle"})");
    CHECK_THROWS_WITH(servers.policy().check(servers.view()),
                      "the servers have no model 'midle'. Did you mean 'middle'?");
}

}  // namespace
}  // namespace mdisim::controls
