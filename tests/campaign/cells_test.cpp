#include "sim/campaign/cells.hpp"

#include <catch2/catch.hpp>

namespace mdisim {
namespace {

using Places = std::set<size_t>;

TEST_CASE("some of many are spread over all, the first and the last among them", "[campaign]") {
    CHECK(spread_over(0, 3) == Places{});
    CHECK(spread_over(3, 3) == Places{0, 1, 2});
    CHECK(spread_over(9, 3) == Places{0, 4, 8});
    CHECK(spread_over(1000, 1) == Places{0});
    CHECK(spread_over(7, 4) == Places{0, 2, 4, 6});
}

}  // namespace
}  // namespace mdisim
