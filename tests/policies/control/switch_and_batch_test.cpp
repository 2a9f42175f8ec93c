#include "sim/decide/characterisation.hpp"
#include "sim/decide/control.hpp"
#include "sim/describe/error.hpp"
#include "tests/policies/control/controls.hpp"

namespace mdisim::controls {
namespace {

const Characterisation in_batches({{0, {4, 1}, {trial(10, 100), trial(100, 100)}},
                                   {1, {4, 1}, {trial(40, 100), trial(41, 0)}},
                                   {2, {4, 1}, {trial(20, 100), trial(21, 0)}}});

Served batch_of(int64_t together, double execution_ms) {
    Served served;
    served.batch = together;
    served.execution_ms = execution_ms;
    served.sla_ms = 500;
    return served;
}

TEST_CASE("control switch_and_batch: the model by the period, the limit by each batch",
          "[policies]") {
    Servers s("switch_and_batch", R"({"most": 4})");
    s.tables = &in_batches;
    s.running.batch = 4;
    s.arrive_at(10);
    CHECK(s.ask() == Operation{2, {4, 1}, 1});
    CHECK(s.policy().learn(batch_of(1, 100)));
    s.arrive_at(30);
    s.now_ms = 400;
    CHECK(s.ask() == Operation{2, {4, 1}, 2});  // not yet its turn
    s.now_ms = 1000;
    CHECK(s.ask() == Operation{1, {4, 1}, 2});
    CHECK_FALSE(s.policy().learn(batch_of(1, 100)));  // not a full batch
    CHECK(s.policy().learn(batch_of(2, 501)));
    CHECK(s.ask().batch == 1);
}

TEST_CASE("control switch_and_batch: not on servers that run no such batches", "[policies]") {
    Servers s("switch_and_batch", R"({"most": 4})");
    CHECK_THROWS_AS(s.policy().check(s.view()), UserError);
    s.running.batch = 4;
    s.policy().check(s.view());
}

}  // namespace
}  // namespace mdisim::controls
