#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("fastest: the least mu, whatever is asked", "[policies]") {
    Asked fastest("fastest");
    answers_as(fastest,
               [](const Pool& pool, const Question&) { return always(pool, least_mu(pool)); });
    same_at_once(fastest);
}

TEST_CASE("fastest: of equals the more accurate", "[policies]") {
    Asked fastest("fastest");
    const Pool pool = {{9, 0, 0.9, 0}, {4, 3, 0.5, 1}, {4, 1, 0.6, 2}, {4, 0, 0.6, 3}};
    CHECK(fastest.one(Offer(pool), {100, 50}, 0) == 2);
}

TEST_CASE("fastest: of the papers' models the smallest", "[policies]") {
    Asked fastest("fastest");
    for (double budget_ms : {-50.0, 3.0, 150.0}) {
        CHECK(published("@table2").chosen(fastest, {250, budget_ms}) == "MobileNetV1 0.25");
    }
}

}  // namespace
}  // namespace mdisim::offers
