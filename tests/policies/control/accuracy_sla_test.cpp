#include <string>

#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

// On four replicas: slow in time up to 20 a second, middle up to 40.
const Characterisation of_shares({{0, {4, 1}, {trial(10, 100), trial(100, 100)}},
                                  {1, {4, 1}, {trial(40, 100), trial(41, 0)}},
                                  {2, {4, 1}, {trial(20, 100), trial(21, 0)}}});

Servers agreed(const std::string& settings) {
    Servers s("accuracy_sla", settings);
    s.tables = &of_shares;
    s.most_replicas = 10;
    s.arrive_at(35);
    return s;
}

Served answer(uint16_t model, double execution_ms) {
    Served served;
    served.model = model;
    served.execution_ms = execution_ms;
    served.sla_ms = 500;
    return served;
}

TEST_CASE("control accuracy_sla: as few replicas as the target needs", "[policies]") {
    CHECK(agreed(R"({"target": 0.8})").ask().on.replicas == 7);  // slow: 35 x 4 / 7 = 20
    CHECK(agreed(R"({"target": 0.9})").ask().on.replicas == 7);  // more than 0.8 there is not
    Servers middle = agreed(R"({"target": 0.7, "calm_periods": 1})");
    CHECK(middle.ask() == Operation{1, {4, 1}, 1});  // 35 x 4 / 4 < 40
    Servers quick = agreed(R"({"target": 0.5, "calm_periods": 1})");
    CHECK(quick.ask().on.replicas == 2);  // 35 x 4 / 2 = 70: quick carries 100
}

TEST_CASE("control accuracy_sla: slack is given back, and what is missing is made up for",
          "[policies]") {
    Servers s = agreed(R"({"target": 0.7, "calm_periods": 1})");
    CHECK(s.ask().on.replicas == 4);
    s.policy().learn(answer(2, 100));  // 0.8 so far: 0.6 is enough from now on
    CHECK(s.ask().on.replicas == 4);
    s.policy().learn(answer(2, 900));  // late: 0.4 so far, so the best there is
    CHECK(s.ask().on.replicas == 7);
    Servers fixed = agreed(R"({"target": 0.7, "calm_periods": 1, "slack_gain": 0})");
    fixed.ask();
    fixed.policy().learn(answer(2, 900));
    CHECK(fixed.ask().on.replicas == 4);
}

}  // namespace
}  // namespace mdisim::controls
