#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("most_accurate: the highest accuracy, whatever is asked", "[policies]") {
    Asked most_accurate_one("most_accurate");
    answers_as(most_accurate_one, [](const Pool& pool, const Question&) {
        return always(pool, *most_accurate(pool, [](const ModelBelief&) { return true; }));
    });
    same_at_once(most_accurate_one);
}

TEST_CASE("most_accurate: of equals the lesser mu, then the first", "[policies]") {
    Asked policy("most_accurate");
    const Pool pool = {{9, 0, 0.9, 0}, {4, 3, 0.9, 1}, {4, 1, 0.9, 2}, {1, 0, 0.6, 3}};
    CHECK(policy.one(Offer(pool), {100, 50}, 0) == 1);
}

TEST_CASE("most_accurate: of the papers' models the largest", "[policies]") {
    Asked policy("most_accurate");
    for (double budget_ms : {-50.0, 3.0, 150.0}) {
        CHECK(published("@table2").chosen(policy, {250, budget_ms}) == "NasNet Large");
    }
}

}  // namespace
}  // namespace mdisim::offers
