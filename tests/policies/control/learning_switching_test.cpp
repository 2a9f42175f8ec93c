#include <cstdint>
#include <vector>

#include "sim/decide/control.hpp"
#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

// An answer of the model that is held; `late` says which models are late.
void serve(Servers& s, const std::vector<bool>& late) {
    Served served;
    served.model = s.running.model;
    served.sla_ms = 500;
    served.execution_ms = late[s.running.model] ? 600 : 100;
    s.policy().learn(served);
}

TEST_CASE("control learning_switching: finds the model that earns most, state by state",
          "[policies]") {
    Servers s("learning_switching",
              R"({"explore": 1, "explore_periods": 50, "discount": 0, "alpha": 0.1})");
    uint64_t calm[3] = {};
    uint64_t busy[3] = {};
    for (uint64_t k = 0; k < 6000; ++k) {
        // In every other period 30 requests wait, and then only the fastest is in time.
        const bool loaded = k % 2 == 1;
        s.queue.waiting = loaded ? 30 : 0;
        Draw draw(1, {draws_of(Decision::control), 0, 0, 0, k});
        s.running = s.policy().decide(s.view(), draw);
        const uint16_t model = s.running.model;
        if (k >= 5000) ++(loaded ? busy : calm)[model];
        serve(s, {false, loaded, loaded});
    }
    CHECK(calm[2] > 450);  // 0.8 of what is in time
    CHECK(busy[0] > 450);
}

TEST_CASE("control learning_switching: where nothing was served, nothing is learnt", "[policies]") {
    Servers s("learning_switching", R"({"explore": 0})");
    s.models[0].mu_ms = 50;
    for (int k = 0; k < 10; ++k) CHECK(s.ask().model == 1);  // all are equal: the fastest
    serve(s, {false, true, false});
    CHECK(s.ask().model == 1);  // it earned nothing, as the others
    serve(s, {false, false, false});
    CHECK(s.ask().model == 1);
}

}  // namespace
}  // namespace mdisim::controls
