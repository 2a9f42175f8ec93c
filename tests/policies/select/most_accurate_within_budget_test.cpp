#include <cmath>
#include <cstdint>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("most_accurate_within_budget: argmax { A : mu + sigma < T_b }, none: the least mu",
          "[policies]") {
    Asked policy("most_accurate_within_budget");
    answers_as(policy, [](const Pool& pool, const Question& q) {
        return most_accurate_or_fastest(
            pool, [&](const ModelBelief& m) { return m.mu_ms + m.sigma_ms < q.budget_ms; });
    });
    same_at_once(policy);
}

TEST_CASE("most_accurate_within_budget: by hand, on the papers' models", "[policies]") {
    Asked policy("most_accurate_within_budget");
    const Published table = published("@table2");
    const ModelBelief& large = table.pool[table.place("NasNet Large")];
    const double bound_ms = large.mu_ms + large.sigma_ms;
    const auto at = [&](double budget_ms) { return table.chosen(policy, {budget_ms, budget_ms}); };
    CHECK(at(150) == "NasNet Large");
    CHECK(at(std::nextafter(bound_ms, 200)) == "NasNet Large");
    CHECK(at(bound_ms) == "InceptionV4");
    CHECK(at(large.mu_ms + large.sigma_ms / 2) == "InceptionV4");  // its mean alone would fit
    CHECK(at(58) == "InceptionV3");
    CHECK(at(3) == "MobileNetV1 0.25");
    CHECK(table.chosen(policy, {250, 58}) == "InceptionV3");
}

// Stage 1 of both papers; ModiPick's second condition never turns away what is within the budget
// at threshold 0.
TEST_CASE("most_accurate_within_budget: is the base of mdinference and of modipick at threshold 0",
          "[policies]") {
    Asked policy("most_accurate_within_budget");
    RandomPools make(5);
    for (int i = 0; i < 300; ++i) {
        const Pool pool = make.pool();
        for (const Question& q : make.questions(pool)) {
            const uint16_t answer = policy.one(Offer(pool), q, 0);
            const Stages stages = mdinference_stages(pool, q.budget_ms);
            if (stages.base == nullptr) continue;
            if (answer != stages.base->model) FAIL_CHECK(told(pool, q, answer));
            if (answer != modipick_stages(pool, q.budget_ms, 0).base->model) {
                FAIL_CHECK(told(pool, q, answer));
            }
        }
    }
}

}  // namespace
}  // namespace mdisim::offers
