#include <cstdint>

#include "sim/decide/control.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

Served served(uint16_t model, double execution_ms, double sla_ms = 500) {
    Served s;
    s.model = model;
    s.execution_ms = execution_ms;
    s.sla_ms = sla_ms;
    return s;
}

TEST_CASE("control online_switching: the most accurate model with room for the rate",
          "[policies]") {
    Servers servers("online_switching");  // headroom 0.7 of four replicas
    CHECK(servers.ask().model == 2);
    servers.arrive_at(27);  // 27 x 0.1 / 4 = 0.675
    CHECK(servers.ask().model == 2);
    servers.arrive_at(29);
    CHECK(servers.ask().model == 1);
    servers.arrive_at(71);  // 71 x 0.04 / 4 = 0.71
    CHECK(servers.ask().model == 0);
    servers.arrive_at(1000);
    CHECK(servers.ask().model == 0);
}

TEST_CASE("control online_switching: what waits must be gone by the deadline", "[policies]") {
    Servers servers("online_switching");
    servers.queue.waiting = 16;  // (16 / 4 + 1) x 100 = 500
    CHECK(servers.ask().model == 2);
    servers.queue.waiting = 17;
    CHECK(servers.ask().model == 1);
}

TEST_CASE("control online_switching: execution times are learnt", "[policies]") {
    Servers servers("online_switching", R"({"alpha": 1})");
    servers.arrive_at(27);
    CHECK(servers.ask().model == 2);
    servers.policy().learn(served(2, 110));
    CHECK(servers.ask().model == 1);
    servers.policy().learn(served(2, 90));
    CHECK(servers.ask().model == 2);
}

TEST_CASE("control online_switching: less headroom after late answers, more after a full period",
          "[policies]") {
    Servers servers("online_switching", R"({"alpha": 1, "backoff": 0.5, "step": 0.05})");
    servers.arrive_at(27);
    CHECK(servers.ask().model == 2);
    servers.policy().learn(served(2, 100, 99));
    CHECK(servers.ask().model == 1);  // 0.35: 27 x 0.04 / 4 = 0.27
    for (int period = 0; period < 4; ++period) {
        servers.policy().learn(served(1, 40));
        CHECK(servers.ask().model == 1);
    }
    servers.arrive_at(21);  // 0.525 of 0.55
    CHECK(servers.ask().model == 2);
}

TEST_CASE("control online_switching: the headroom does not rise while the load is far from it",
          "[policies]") {
    Servers servers("online_switching", R"({"alpha": 1, "headroom": 0.6, "step": 0.05})");
    servers.ask();
    for (int period = 0; period < 20; ++period) {
        servers.arrive_at(10);  // 10 x 0.1 / 4 = 0.25
        servers.policy().learn(served(2, 100));
        CHECK(servers.ask().model == 2);
    }
    servers.arrive_at(27);
    CHECK(servers.ask().model == 1);
}

TEST_CASE("control online_switching: may offer what is faster too", "[policies]") {
    Servers servers("online_switching", R"({"offers": "and_faster"})");
    CHECK(servers.ask() == Operation{2, {4, 1}, 1, Offering::and_faster});
}

}  // namespace
}  // namespace mdisim::controls
