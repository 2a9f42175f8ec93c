#include <catch2/catch.hpp>
#include <string>

#include "tests/policies/asked_router.hpp"

namespace mdisim {

TEST_CASE("route spread: in proportion to replicas", "[policies]") {
    AskedRouter router("spread");
    CHECK(router.share_of("far") == Approx(6.0 / 9).margin(0.01));
    CHECK(router.share_of("near") == Approx(1.0 / 9).margin(0.01));
    CHECK(router.share_of("middle") == Approx(2.0 / 9).margin(0.01));
    router.sites[1].replicas = 0;  // unlimited
    for (const std::string name : {"far", "near", "middle"})
        CHECK(router.share_of(name) == Approx(1.0 / 3).margin(0.012));
}

}  // namespace mdisim
