#include "sim/run/clients/retry_budget.hpp"

#include <catch2/catch.hpp>

namespace mdisim {

TEST_CASE("a phone's requests save up for its attempts", "[retries]") {
    RetryBudget budget(0.25, 2);
    CHECK_FALSE(budget.take(0));
    for (int i = 0; i < 4; ++i) budget.asked(0);
    CHECK_FALSE(budget.take(1));
    CHECK(budget.take(0));
    CHECK_FALSE(budget.take(0));
    for (int i = 0; i < 1000; ++i) budget.asked(1);
    for (int i = 0; i < 10; ++i) CHECK(budget.take(1));
    CHECK_FALSE(budget.take(1));
    RetryBudget none({}, 1);
    CHECK(none.take(0));
}

}  // namespace mdisim
