#include <cstdint>
#include <vector>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

Shares rule(const Pool& pool, const Question& q) {
    const double t_b = q.budget_ms;
    return drawn(pool, mdinference_stages(pool, t_b), [&](const ModelBelief& m) {
        return m.accuracy * (t_b - (m.mu_ms + m.sigma_ms)) / std::abs(t_b - m.mu_ms);
    });
}

TEST_CASE("mdinference: only what its three stages allow", "[policies]") {
    Asked policy("mdinference");
    answers_as(policy, rule);
    same_at_once(policy);
}

TEST_CASE("mdinference: as often as the utilities say", "[policies]") {
    Asked policy("mdinference");
    draws_as(policy, rule);
}

TEST_CASE("mdinference: by hand, on the papers' models", "[policies]") {
    Asked policy("mdinference");
    const Published table = published("@table2");
    const auto at = [&](double budget_ms) { return table.chosen(policy, {250, budget_ms}); };
    // Spreads are small: beside its base no other model is within one of them.
    CHECK(at(150) == "NasNet Large");
    CHECK(at(58) == "InceptionV3");
    CHECK(at(3) == "MobileNetV1 0.25");
    CHECK(counted(policy, table.pool, {250, 150})[table.place("NasNet Large")] == 20'000);

    // Base MobileNetV1 1.0 160: 4.177 +- 0.102; MobileNetV1 0.5, 4.211 +- 0.064, is eligible.
    // 0.680 (4.3 - 4.27852) / (4.3 - 4.17666) = 0.1184
    // 0.632 (4.3 - 4.27467) / (4.3 - 4.21055) = 0.1790
    const Published pool = published("@pool22");
    const Shares expected =
        pool.shares({{"MobileNetV1 1.0 160", 0.39816}, {"MobileNetV1 0.5", 0.60184}});
    agree(counted(policy, pool.pool, {250, 4.3}), expected);
}

// mp-12: NasNet Fictional has NasNet Large's times and is right half of the time. Equal times are
// equal factors: 0.5 / (0.5 + 0.826).
TEST_CASE("mdinference: picks NasNet Fictional 37.7 % of the time at SLA 400", "[policies]") {
    Asked policy("mdinference");
    const Published table = published("@table2_fictional");
    const double share = 0.5 / (0.5 + 0.826);
    REQUIRE(share == Approx(0.377).margin(0.0005));
    agree(counted(policy, table.pool, {400, 300}),
          table.shares({{"NasNet Fictional", share}, {"NasNet Large", 1 - share}}));
}

TEST_CASE("mdinference: where no utility is above zero, the base", "[policies]") {
    Asked policy("mdinference");
    const Pool pool = {{5, 4, 0, 0}, {7, 2, 0, 1}, {9, 0, 0, 2}};  // of equals the lesser mu
    CHECK(counted(policy, pool, {100, 50}) == std::vector<uint64_t>{20'000, 0, 0});
}

// 0.5 (20 - 15) / 10 = 0.25 and 0.4 (20 - 9) / 12 = 0.3667; the third's would be -0.1125.
TEST_CASE("mdinference: a model that does not fit is eligible, and never drawn", "[policies]") {
    Asked policy("mdinference");
    const Pool pool = {{10, 5, 0.5, 0}, {8, 1, 0.4, 1}, {12, 9, 0.9, 2}};
    REQUIRE(mdinference_stages(pool, 20).eligible.size() == 3);
    agree(counted(policy, pool, {100, 20}), {0.40541, 0.59459, 0});
}

}  // namespace
}  // namespace mdisim::offers
