#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

Shares evenly(const Pool& pool, const Stages& stages) {
    return drawn(pool, stages, [](const ModelBelief&) { return 1.0; });
}
Rule of_modipick(double threshold_ms) {
    return [=](const Pool& pool, const Question& q) {
        return evenly(pool, modipick_stages(pool, q.budget_ms, threshold_ms));
    };
}
Shares of_mdinference(const Pool& pool, const Question& q) {
    return evenly(pool, mdinference_stages(pool, q.budget_ms));
}

TEST_CASE("related_random: only what ModiPick or MDInference finds eligible", "[policies]") {
    Asked policy("related_random");
    for (double threshold_ms : {0.0, 2.5, 40.0}) {
        policy.set("threshold_ms", threshold_ms);
        answers_as(policy, of_modipick(threshold_ms), threshold_ms);
        same_at_once(policy, threshold_ms);
    }
    policy.set("eligible", "mdinference");
    answers_as(policy, of_mdinference);
    same_at_once(policy);
}

TEST_CASE("related_random: each of the eligible equally often", "[policies]") {
    Asked policy("related_random");
    policy.set("threshold_ms", 10);
    draws_as(policy, of_modipick(10), 10);
    policy.set("eligible", "mdinference");
    draws_as(policy, of_mdinference);
}

TEST_CASE("related_random: by hand, on the papers' models", "[policies]") {
    Asked policy("related_random");
    policy.set("threshold_ms", 50);
    const Published table = published("@table2");
    agree(counted(policy, table.pool, {250, 150}),
          table.shares({{"InceptionV4", 0.5}, {"NasNet Large", 0.5}}));

    // Half of the answers come from a model that is right half of the time.
    policy.set("eligible", "mdinference");
    const Published fictional = published("@table2_fictional");
    agree(counted(policy, fictional.pool, {400, 300}),
          fictional.shares({{"NasNet Large", 0.5}, {"NasNet Fictional", 0.5}}));
}

}  // namespace
}  // namespace mdisim::offers
