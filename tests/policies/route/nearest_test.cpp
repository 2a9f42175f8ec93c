#include <catch2/catch.hpp>

#include "tests/policies/asked_router.hpp"

namespace mdisim {

TEST_CASE("route nearest: by expected round trip, and on from attempt to attempt", "[policies]") {
    AskedRouter router("nearest");
    CHECK(router.choose() == "near");
    CHECK(router.choose(200, 1) == "middle");
    CHECK(router.choose(200, 2) == "far");
    CHECK(router.choose(200, 3) == "near");
    router.sites[0].round_trip_ms = 5;  // as near, and before it
    CHECK(router.choose() == "far");
    CHECK(router.choose(200, 1) == "near");
}

}  // namespace mdisim
