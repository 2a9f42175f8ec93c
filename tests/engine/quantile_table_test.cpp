#include "sim/engine/quantile_table.hpp"

#include <catch2/catch.hpp>

#include "sim/engine/math.hpp"

namespace mdisim {

TEST_CASE("a table's quantiles rise from knot to knot and in between", "[quantile_table]") {
    for (const Law& law :
         {Law(Gamma{100, 200}), Law(Mixture{{{1, Normal{2, 2}}, {3, Gamma{10, 3}}}})}) {
        const QuantileTable table(law);
        double last = table.at(-QuantileTable::end);
        for (int i = 1; i <= 10000; ++i) {
            const double next = table.at(QuantileTable::end * (i / 5000.0 - 1));
            CHECK(next >= last);
            last = next;
        }
    }
}

TEST_CASE("a table inverts its law", "[quantile_table]") {
    const Gamma law{100, 25};
    const QuantileTable table(law);
    for (double z : {-6.0, -2.5, -0.1, 0.0, 0.7, 3.0, 6.0}) {
        CAPTURE(z);
        const Chance c = chance(law, table.at(z));
        CHECK(std::min(c.below, c.above) == Approx(normal_below(-std::abs(z))).epsilon(1e-5));
    }
}

TEST_CASE("the table of a law is made once", "[quantile_table]") {
    const auto first = QuantileTable::of(Gamma{3, 1});
    CHECK(QuantileTable::of(Gamma{3, 1}) == first);
    CHECK(QuantileTable::of(Gamma{3, 2}) != first);
    CHECK(QuantileTable::of(Gamma{3, 2})->at(0) != first->at(0));
}

}  // namespace mdisim
