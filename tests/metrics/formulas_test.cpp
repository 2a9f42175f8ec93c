#include "sim/metrics/formulas.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/measure/right_tally.hpp"

namespace mdisim {

TEST_CASE("phi of two answers, by hand", "[metrics]") {
    CHECK(phi_of({50, 0, 0, 50}) == Approx(1));
    CHECK(phi_of({0, 50, 50, 0}) == Approx(-1));
    CHECK(phi_of({25, 25, 25, 25}) == Approx(0).margin(1e-12));
    // vgg11 and deit_tiny of profiles/agreement/imagenet_pairs.csv, of 100,000 images.
    CHECK(phi_of({62948, 6100, 9216, 21736}) == Approx(0.6332).margin(5e-5));
    CHECK(std::isnan(phi_of({})));
    CHECK(std::isnan(phi_of({10, 10, 0, 0})));  // one side is always right
}

TEST_CASE("what is repaired of the better side's mistakes, by hand", "[metrics]") {
    const PairTally pairs{62948, 6100, 9216, 21736};
    CHECK(repaired(pairs, 78264) == Approx(0.2191).margin(5e-5));  // by a perfect chooser
    CHECK(repaired(pairs, 62948 + 9216) == 0);                     // by the better side alone
    CHECK(repaired(pairs, 62948 + 6100) < 0);                      // by the worse side alone
    CHECK(std::isnan(repaired({}, 0)));
}

}  // namespace mdisim
