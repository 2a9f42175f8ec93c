#include <cstdint>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

Shares evenly(const Pool& pool, const Question&) {
    return Shares(pool.size(), 1 / static_cast<double>(pool.size()));
}

TEST_CASE("pure_random: any model, all once as one by one", "[policies]") {
    Asked policy("pure_random");
    answers_as(policy, evenly);
    same_at_once(policy);
}

TEST_CASE("pure_random: each equally often", "[policies]") {
    Asked policy("pure_random");
    draws_as(policy, evenly);
    const Published table = published("@table2");
    agree(counted(policy, table.pool, {250, 150}), evenly(table.pool, {}));
}

// mp-10: flat over the deadline; under common random numbers exactly.
TEST_CASE("pure_random: neither deadline nor network changes what a request gets", "[policies]") {
    Asked policy("pure_random");
    const Offer offer(published("@table2").pool);
    for (uint64_t index = 0; index < 200; ++index) {
        const uint16_t model = policy.one(offer, {250, 150}, index);
        for (const Question& q : {Question{0, -100}, {100, 3}, {1000, 900}}) {
            CHECK(policy.one(offer, q, index) == model);
        }
    }
}

}  // namespace
}  // namespace mdisim::offers
