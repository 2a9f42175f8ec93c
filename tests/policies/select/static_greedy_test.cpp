#include <cmath>

#include "tests/policies/offers.hpp"

namespace mdisim::offers {
namespace {

TEST_CASE("static_greedy: argmax { A : mu < T_sla }, none: the least mu", "[policies]") {
    Asked greedy("static_greedy");
    answers_as(greedy, [](const Pool& pool, const Question& q) {
        return most_accurate_or_fastest(pool,
                                        [&](const ModelBelief& m) { return m.mu_ms < q.sla_ms; });
    });
    same_at_once(greedy);
}

TEST_CASE("static_greedy: by hand, on the papers' models", "[policies]") {
    Asked greedy("static_greedy");
    const Published table = published("@table2");
    const double large_ms = table.pool[table.place("NasNet Large")].mu_ms;
    const auto at = [&](double sla_ms, double budget_ms) {
        return table.chosen(greedy, {sla_ms, budget_ms});
    };
    CHECK(at(150, 20) == "NasNet Large");  // what the network leaves does not matter
    CHECK(at(100, 100) == "InceptionV4");
    CHECK(at(large_ms, 200) == "InceptionV4");
    CHECK(at(std::nextafter(large_ms, 200), 200) == "NasNet Large");
    CHECK(at(30, 30) == "NasNet Mobile");
    CHECK(at(3, 3) == "MobileNetV1 0.25");  // none fits
    CHECK(at(0, 0) == "MobileNetV1 0.25");
}

}  // namespace
}  // namespace mdisim::offers
