#include <cstdint>

#include "sim/decide/decisions.hpp"
#include "sim/decide/draw.hpp"
#include "sim/decide/policy.hpp"
#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

const Offer three_models({{10, 0, 0.5, 0}, {40, 0, 0.7, 1}, {100, 0, 0.8, 2}});

uint16_t choice(Select& select, double sla_ms, const QueueView& queue) {
    Draw draw(1, {draws_of(Decision::select), 0, 0, 0, 0});
    return select.choose({sla_ms, 10, 20, three_models, queue, nullptr}, draw);
}

TEST_CASE("select expected_wait: dynamic greedy while a replica is idle", "[policies]") {
    Asked asked("expected_wait");
    CHECK(choice(*asked, 120, {}) == 2);
    CHECK(choice(*asked, 119, {}) == 1);
    (*asked).learn({2, 100, 10});
    CHECK(choice(*asked, 120, {4, 3, 0}) == 2);
    CHECK(choice(*asked, 25, {4, 3, 0}) == 0);
}

TEST_CASE("select expected_wait: takes off the wait when all are busy", "[policies]") {
    Asked asked("expected_wait");
    (*asked).learn({2, 100, 10});
    CHECK(choice(*asked, 220, {4, 4, 3}) == 2);  // (3 + 1) x 100 / 4
    CHECK(choice(*asked, 219, {4, 4, 3}) == 1);
    CHECK(choice(*asked, 100, {4, 4, 30}) == 0);
}

TEST_CASE("select expected_wait: the mean moves with what was measured", "[policies]") {
    Asked asked("expected_wait");
    asked.set("alpha", 0.5);
    (*asked).learn({2, 100, 10});
    (*asked).learn({2, 60, 10});  // 80
    CHECK(choice(*asked, 200, {4, 4, 3}) == 2);
    CHECK(choice(*asked, 199, {4, 4, 3}) == 1);
}

}  // namespace
}  // namespace mdisim::offers
