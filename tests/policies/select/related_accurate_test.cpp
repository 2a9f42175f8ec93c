#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

Shares best_of(const Pool& pool, const Stages& stages) {
    if (stages.base == nullptr) return always(pool, least_mu(pool));
    return always(pool, *most_accurate(pool, [&](const ModelBelief& m) {
                      return std::count(stages.eligible.begin(), stages.eligible.end(), &m) > 0;
                  }));
}

TEST_CASE("related_accurate: the best of what ModiPick or MDInference finds eligible",
          "[policies]") {
    Asked policy("related_accurate");
    for (double threshold_ms : {0.0, 2.5, 40.0}) {
        policy.set("threshold_ms", threshold_ms);
        const auto rule = [&](const Pool& pool, const Question& q) {
            return best_of(pool, modipick_stages(pool, q.budget_ms, threshold_ms));
        };
        answers_as(policy, rule, threshold_ms);
        same_at_once(policy, threshold_ms);
    }
    policy.set("eligible", "mdinference");
    answers_as(policy, [](const Pool& pool, const Question& q) {
        return best_of(pool, mdinference_stages(pool, q.budget_ms));
    });
    same_at_once(policy);
}

TEST_CASE("related_accurate: by hand, on the papers' models", "[policies]") {
    Asked policy("related_accurate");
    policy.set("threshold_ms", 50);
    const Published table = published("@table2");
    // The base is InceptionV4; NasNet Large is eligible beside it.
    CHECK(table.chosen(policy, {250, 150}) == "NasNet Large");
    CHECK(table.chosen(policy, {250, 100}) == "InceptionV4");
    policy.set("threshold_ms", 0);
    CHECK(table.chosen(policy, {250, 58}) == "InceptionV3");
    CHECK(table.chosen(policy, {250, 3}) == "MobileNetV1 0.25");

    policy.set("eligible", "mdinference");
    const Published fictional = published("@table2_fictional");
    CHECK(fictional.chosen(policy, {400, 300}) == "NasNet Large");
}

}  // namespace
}  // namespace mdisim::offers
