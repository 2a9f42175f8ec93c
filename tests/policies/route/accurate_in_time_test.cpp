#include <catch2/catch.hpp>

#include "tests/policies/asked_router.hpp"

namespace mdisim {

TEST_CASE("route accurate_in_time: the most accurate model that fits, then the soonest",
          "[policies]") {
    AskedRouter router("accurate_in_time");
    CHECK(router.choose(165) == "far");     // 60 + 100 + 5
    CHECK(router.choose(164.9) == "near");  // 0.7 fits far (112) and near (57): near is sooner
    CHECK(router.choose(57) == "near");
    CHECK(router.choose(56.9) == "near");  // 0.6 fits all (26, 36): near is soonest
    CHECK(router.choose(10) == "near");    // nothing fits anywhere
    CHECK(router.choose(165, 0, 0, 0.1) == "near");
    router.hear(0, 60, 20, 100);  // it waits in the far one
    CHECK(router.choose(184.9) == "near");
    CHECK(router.choose(185) == "far");
}

}  // namespace mdisim
