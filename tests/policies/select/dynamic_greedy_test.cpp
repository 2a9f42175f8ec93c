#include <cmath>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("dynamic_greedy: argmax { A : mu <= T_b }, none: the least mu", "[policies]") {
    Asked greedy("dynamic_greedy");
    answers_as(greedy, [](const Pool& pool, const Question& q) {
        return most_accurate_or_fastest(
            pool, [&](const ModelBelief& m) { return m.mu_ms <= q.budget_ms; });
    });
    same_at_once(greedy);
}

TEST_CASE("dynamic_greedy: by hand, on the papers' models", "[policies]") {
    Asked greedy("dynamic_greedy");
    const Published table = published("@table2");
    const double large_ms = table.pool[table.place("NasNet Large")].mu_ms;
    // A deadline that is the budget: nothing is lost in the subtraction.
    const auto at = [&](double budget_ms) { return table.chosen(greedy, {budget_ms, budget_ms}); };
    CHECK(at(150) == "NasNet Large");
    CHECK(at(large_ms) == "NasNet Large");
    CHECK(at(std::nextafter(large_ms, 0)) == "InceptionV4");
    CHECK(at(50) == "InceptionV3");
    CHECK(at(3) == "MobileNetV1 0.25");
    CHECK(at(-40) == "MobileNetV1 0.25");
    CHECK(table.chosen(greedy, {250, 50}) == "InceptionV3");
}

}  // namespace
}  // namespace mdisim::offers
