#include <string>

#include "sim/decide/control.hpp"
#include "sim/describe/error.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

// One replica, and times of 10, 40 and 100 ms.
Servers on_one_server(const std::string& settings) {
    Servers s("one_server_optimum", settings);
    s.running = {any_model, {1, 1}, 1};
    s.queue = {1, 0, 0};
    s.sla_ms = 200;
    return s;
}

TEST_CASE("control one_server_optimum: keeps count of the work ahead", "[policies]") {
    Servers s = on_one_server(R"({"grid_ms": 10, "share": 0.02})");
    CHECK(s.ask().model == 2);
    s.recent.add(Time{});  // 100 ms of work
    s.now_ms = 10;
    CHECK(s.ask().model == 2);  // 90 + 100 <= 200
    s.recent.add(Time{} + Duration::from_ms(10));
    s.now_ms = 20;
    CHECK(s.ask().model == 0);  // 180 are left: only the fastest is in time
    s.now_ms = 170;
    CHECK(s.ask().model == 2);
}

TEST_CASE("control one_server_optimum: only where it is exact", "[policies]") {
    Servers s = on_one_server(R"({"grid_ms": 10})");
    s.policy().check(s.view());
    s.running.on.replicas = 2;
    CHECK_THROWS_AS(s.policy().check(s.view()), UserError);
    s.running.on.replicas = 1;
    s.sla_ms = 10'010;
    CHECK_THROWS_AS(s.policy().check(s.view()), UserError);
    s.sla_ms = 200;
    s.models[1].mu_ms = 45;
    CHECK_THROWS_AS(s.policy().check(s.view()), UserError);
    s.models[1].mu_ms = 40;
    s.models[1].sigma_ms = 1;
    CHECK_THROWS_AS(s.policy().check(s.view()), UserError);
    s.models[1].sigma_ms = 0;
    for (ModelBelief& m : s.models) m.mu_ms = 100;  // ten steps, at a tenth each
    CHECK_THROWS_AS(s.policy().check(s.view()), UserError);
}

}  // namespace
}  // namespace mdisim::controls
